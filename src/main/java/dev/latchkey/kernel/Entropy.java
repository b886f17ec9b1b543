package dev.latchkey.kernel;

/** The port to chance: every secret and every random number of the server comes from here. */
@FunctionalInterface
public interface Entropy {
  /**
   * Draws bytes from a cryptographically secure source. Safe for use by many threads.
   *
   * @param count how many bytes
   * @return a new array
   */
  byte[] bytes(int count);

  /**
   * Draws a number of 63 random bits.
   *
   * @return a number from 0 to 2^63 - 1
   */
  default long positiveLong() {
    long value = 0;
    for (byte b : bytes(Long.BYTES)) {
      value = value << 8 | (b & 0xff);
    }
    return value & Long.MAX_VALUE;
  }
}
