package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.ForeignChecks.Computation;

/**
 * A computation with its cost.
 *
 * @param cost the cost as the family writes it, such as {@code 12} for bcrypt
 * @param nanos what it takes on a core of 2020, roughly
 * @param computation the computation
 */
record Slow(String cost, long nanos, Computation computation) {
  /** What anybody may have a thread do for one guess: a second. */
  private static final long MOST_NANOS = 1_000_000_000;

  /**
   * Checks the cost.
   *
   * @return this
   * @throws Refusal if it is not bearable
   */
  Slow bearable() throws Refusal {
    if (nanos > MOST_NANOS) {
      throw new Refusal(
          "a hash at a cost of "
              + cost
              + " takes more than a second, too long for one sign-in; its owner has to set a new"
              + " password");
    }
    return this;
  }
}
