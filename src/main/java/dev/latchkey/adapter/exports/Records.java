package dev.latchkey.adapter.exports;

import dev.latchkey.feature.migration.Person.Place;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of a file, whatever they mean. */
interface Records extends AutoCloseable {
  /**
   * Reads the next record.
   *
   * @return the record; null at the end
   * @throws IOException if the file cannot be read, or is broken as a whole
   */
  @Nullable Found next() throws IOException;

  @Override
  void close() throws IOException;

  /**
   * A record.
   *
   * @param place where it is
   * @param values its values by name: texts, numbers as texts, booleans, lists and maps; null if it
   *     is broken
   * @param problem how it is broken; empty if it is not
   */
  record Found(Place place, @Nullable Map<String, @Nullable Object> values, String problem) {
    static Found broken(Place place, String problem) {
      return new Found(place, null, problem);
    }
  }
}
