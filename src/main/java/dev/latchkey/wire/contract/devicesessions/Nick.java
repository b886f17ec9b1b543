package dev.latchkey.wire.contract.devicesessions;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The contract's spelling of nicks: stripped, in lower case, with {@code _} for {@code .} and
 * {@code -}, and Cyrillic letters written in Latin ones.
 */
final class Nick {
  private static final int FIRST_RUSSIAN = 'а';
  private static final String[] RUSSIAN = {
    "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t",
    "u", "f", "h", "ts", "ch", "sh", "sch", "", "y", "", "e", "yu", "ya"
  };

  private Nick() {}

  /** Spells a nick. What is neither Cyrillic nor a separator stays as it is. */
  static String spelt(String typed) {
    // Composed first: a letter and its breve or diaeresis may come as two characters.
    String composed = Normalizer.normalize(typed, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder(composed.length());
    for (int i = 0; i < composed.length(); i++) {
      append(out, composed.charAt(i));
    }
    return out.toString().strip();
  }

  private static void append(StringBuilder out, char c) {
    int russian = c - FIRST_RUSSIAN;
    if (russian >= 0 && russian < RUSSIAN.length) {
      out.append(RUSSIAN[russian]);
      return;
    }
    switch (c) {
      case '.', '-' -> out.append('_');
      case 'ё' -> out.append("yo");
      case 'є' -> out.append("ye");
      case 'і' -> out.append('i');
      case 'ї' -> out.append("yi");
      case 'ґ' -> out.append('g');
      case 'ў' -> out.append('u');
      default -> out.append(c);
    }
  }
}
