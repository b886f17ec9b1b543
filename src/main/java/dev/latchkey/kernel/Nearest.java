package dev.latchkey.kernel;

import java.util.Collection;

/** Guesses which name was meant by one that does not exist. */
public final class Nearest {
  private Nearest() {}

  /**
   * Guesses.
   *
   * @param word what was written
   * @param names what could have been meant
   * @return {@code "; did you mean X?"}, or nothing if no name is near
   */
  public static String hint(String word, Collection<String> names) {
    String best = "";
    int least = Math.max(2, word.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(word, name);
      if (distance < least || (distance == least && best.isEmpty() && name.startsWith(word))) {
        least = distance;
        best = name;
      }
    }
    return best.isEmpty() ? "" : "; did you mean " + best + "?";
  }

  /** Counts the insertions, deletions and replacements that lead from one word to the other. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
