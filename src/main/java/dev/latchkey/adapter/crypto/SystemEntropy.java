package dev.latchkey.adapter.crypto;

import dev.latchkey.kernel.Entropy;
import java.security.SecureRandom;

/** Chance from the operating system. Never blocks once the machine has booted. */
public final class SystemEntropy implements Entropy {
  // The default of every Unix JDK reads /dev/urandom; draws of a few bytes take a fraction of a
  // microsecond, so callers do not queue at its lock.
  private final SecureRandom random = new SecureRandom();

  /** Opens the source. */
  public SystemEntropy() {}

  @Override
  public byte[] bytes(int count) {
    byte[] drawn = new byte[count];
    random.nextBytes(drawn);
    return drawn;
  }
}
