package dev.latchkey.feature.mail;

import java.util.regex.Pattern;

/**
 * Makes what a caller said of itself inert: one short line of visible characters in which no mail
 * reader finds anything to click on. Readers make links of whatever looks like an address, in plain
 * text, too.
 */
final class Inert {
  private static final int LONGEST = 160;

  /** What readers take for the name of a host: a dot before two or more letters. */
  private static final Pattern DOT = Pattern.compile("(?<=[\\p{L}\\p{N}_-])\\.(?=\\p{L}{2})");

  /** What ends the scheme of an address; the version in "rv:120" is none. */
  private static final Pattern COLON =
      Pattern.compile(":(?=/)|(?<=\\p{L}{2}):(?=\\P{N})|(?<=(?i)tel|sms|callto):");

  /** An address that shows as what it is and nothing else. */
  private static final Pattern PLAIN_ADDRESS =
      Pattern.compile("[A-Za-z0-9_+-]+(\\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

  private Inert() {}

  /** Writes out what a caller said. */
  static String text(String said) {
    String line = line(said).replace("@", "[at]");
    return DOT.matcher(COLON.matcher(line).replaceAll("[:]")).replaceAll("[.]");
  }

  /** Writes out the network address of a caller, which the server read itself. */
  static String place(String address) {
    return address.matches("[0-9A-Fa-f.:]{2,45}|local") ? address : text(address);
  }

  /** Writes out an e-mail address, in the form in which look-alike domains show. */
  static String address(String address) {
    String wire = Mailbox.of(address).map(Mailbox::wire).orElse(address);
    return PLAIN_ADDRESS.matcher(wire).matches() ? wire : text(wire);
  }

  /** Says whether a character cannot be seen, or changes how others are seen. */
  static boolean isInvisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String line(String said) {
    StringBuilder line = new StringBuilder();
    said.codePoints()
        .limit(LONGEST + 1L)
        .forEach(
            point -> {
              boolean isSpace = Character.isWhitespace(point) || isInvisible(point);
              if (!isSpace) {
                line.appendCodePoint(point);
              } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
              }
            });
    boolean isCut = said.codePointCount(0, said.length()) > LONGEST;
    return line.toString().strip() + (isCut ? "…" : "");
  }
}
