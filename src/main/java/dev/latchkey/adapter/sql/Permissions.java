package dev.latchkey.adapter.sql;

import java.util.Set;
import java.util.TreeSet;

/**
 * The permissions of an account as one text, a word on each line. They are only ever read and
 * replaced together with their account, so a table of their own would cost each session check a
 * join and answer no question.
 */
final class Permissions {
  private Permissions() {}

  /** Writes permissions as they are stored. */
  static String format(Set<String> permissions) {
    for (String word : permissions) {
      if (word.isBlank() || word.chars().anyMatch(c -> c < ' ')) {
        throw new IllegalArgumentException("a permission is a word without control characters");
      }
    }
    return String.join("\n", new TreeSet<>(permissions));
  }

  /** Reads stored permissions. */
  static Set<String> parse(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text.split("\n", -1));
  }
}
