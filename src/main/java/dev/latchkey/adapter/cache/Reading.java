package dev.latchkey.adapter.cache;

import dev.latchkey.core.token.FoundToken;
import java.util.Optional;

/**
 * What one read of the store said. Compared by identity, so that one reading is never taken for
 * another of the same rows.
 */
final class Reading {
  private final Optional<FoundToken> found;
  private final long since;
  private final long version;

  /**
   * Notes a reading.
   *
   * @param found what was found
   * @param since the nanosecond before the read began
   * @param version the number of the last change that was told of before it began
   */
  Reading(Optional<FoundToken> found, long since, long version) {
    this.found = found;
    this.since = since;
    this.version = version;
  }

  Optional<FoundToken> found() {
    return found;
  }

  long since() {
    return since;
  }

  long version() {
    return version;
  }
}
