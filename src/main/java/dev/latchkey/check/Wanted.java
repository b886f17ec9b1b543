package dev.latchkey.check;

import java.util.Map;
import java.util.Optional;

/**
 * What a case needs and cannot find out by asking the server: the token in a letter, a secret that
 * somebody was given.
 */
@FunctionalInterface
public interface Wanted {
  /** Has nothing. */
  Wanted NOTHING = (name, known) -> Optional.empty();

  /**
   * Finds a value.
   *
   * @param name what the definition calls it
   * @param known what the case knows so far, by name
   * @return the value; empty if there is none, and then the case is not checked
   */
  Optional<String> value(String name, Map<String, String> known);
}
