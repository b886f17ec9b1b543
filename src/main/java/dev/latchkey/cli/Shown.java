package dev.latchkey.cli;

/**
 * Text made safe to show on a terminal: a name may hold escape sequences that move the cursor, and
 * marks that turn the direction of writing.
 */
final class Shown {
  private Shown() {}

  /** Escapes everything that is not a visible character or a plain space. */
  static String line(String text) {
    return escape(text, "");
  }

  /** Escapes as {@link #line} does, but keeps line ends. */
  static String lines(String text) {
    return escape(text, "\n");
  }

  /**
   * Escapes in JSON what its grammar lets stand bare: such characters can stand within strings
   * only, so the value stays the same.
   */
  static String json(String json) {
    StringBuilder safe = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char unit = json.charAt(i);
      if (unit >= 0x7f && !isVisible(Character.isSurrogate(unit) ? json.codePointAt(i) : unit)) {
        safe.append(String.format("\\u%04x", (int) unit));
        if (Character.isHighSurrogate(unit) && i + 1 < json.length()) {
          safe.append(String.format("\\u%04x", (int) json.charAt(++i)));
        }
      } else {
        safe.append(unit);
        if (Character.isHighSurrogate(unit) && i + 1 < json.length()) {
          safe.append(json.charAt(++i));
        }
      }
    }
    return safe.toString();
  }

  private static String escape(String text, String kept) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (isVisible(point) || kept.indexOf(point) >= 0) {
                safe.appendCodePoint(point);
              } else {
                safe.append(name(point));
              }
            });
    return safe.toString();
  }

  private static String name(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> point < 0x100 ? String.format("\\x%02x", point) : String.format("\\u{%x}", point);
    };
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ' || point == 0x3000;
      default -> true;
    };
  }
}
