package dev.latchkey.adapter.exports;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what the values of a record mean. */
interface PersonMap {
  /**
   * Reads a record.
   *
   * @param values its values by name
   * @return texts by the names of {@link Fields}
   * @throws NoPerson if the record is about something else
   */
  Map<String, String> fields(Map<String, @Nullable Object> values) throws NoPerson;

  /** The record is about something else than a person who signs in. */
  final class NoPerson extends Exception {
    private static final long serialVersionUID = 1L;

    NoPerson(String what) {
      super(what, null, false, false);
    }
  }
}
