package dev.latchkey.fake;

import dev.latchkey.kernel.Entropy;
import java.util.Random;

/** Chance that is the same at each run of a test. Safe for use by many threads. */
public final class SeededEntropy implements Entropy {
  private final Random random;

  /**
   * Makes one.
   *
   * @param seed tells one run of bytes from another
   */
  public SeededEntropy(long seed) {
    random = new Random(seed);
  }

  @Override
  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
