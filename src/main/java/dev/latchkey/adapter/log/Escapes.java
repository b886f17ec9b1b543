package dev.latchkey.adapter.log;

import org.jspecify.annotations.Nullable;

/** Makes any text harmless within a line: it can neither end it nor change how it is shown. */
final class Escapes {
  private static final int LONGEST = 4_000;

  private Escapes() {}

  /** Cuts what is too long for a line. */
  static String bounded(@Nullable String text) {
    if (text == null) {
      return "";
    }
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }

  /** Appends a text as the inside of a string of JSON (RFC 8259, section 7), in ASCII. */
  static void json(StringBuilder into, String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == '"' || unit == '\\') {
        into.append('\\').append(unit);
      } else if (unit >= ' ' && unit < 0x7f) {
        into.append(unit);
      } else {
        number(into, unit);
      }
    }
  }

  /** Appends a text as a person can read it; what cannot be seen is written as its number. */
  static void visible(StringBuilder into, String text) {
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\\') {
                into.append("\\\\");
              } else if (isUnseen(point)) {
                for (char unit : Character.toChars(point)) {
                  number(into, unit);
                }
              } else {
                into.appendCodePoint(point);
              }
            });
  }

  private static boolean isUnseen(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static void number(StringBuilder into, char unit) {
    into.append(String.format("\\u%04x", (int) unit));
  }
}
