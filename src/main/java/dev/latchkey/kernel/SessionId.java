package dev.latchkey.kernel;

/**
 * The number of a session: positive, random, at most 53 bits, so that every JSON reader keeps it
 * exactly and nobody can count sessions by it.
 *
 * @param value the number
 */
public record SessionId(long value) {
  private static final long MAX = (1L << 53) - 1;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if the number is not within 1 and 2^53 - 1
   */
  public SessionId {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException("not a session number: " + value);
    }
  }

  /**
   * Draws a new number.
   *
   * @param entropy where chance comes from
   * @return a number that is new but for a chance of one in 2^53 per existing session; the store's
   *     primary key has the last word
   */
  public static SessionId random(Entropy entropy) {
    return new SessionId(Math.max(1, entropy.positiveLong() & MAX));
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
