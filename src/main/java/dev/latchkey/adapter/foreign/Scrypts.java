package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.HasherBusy;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * The computation of scrypt (RFC 7914). Its memory is heap; calls that would take more than a
 * quarter of that together wait for each other.
 *
 * @param n the cost, a power of two
 * @param r the size of a block
 * @param p how often all is done
 */
record Scrypts(int n, int r, int p) {
  /** The most memory that one hash may take. */
  private static final int MOST_KIB = 128 * 1024;

  private static final int HEAP_KIB =
      (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4 / 1024);

  private static final Semaphore HEAP = new Semaphore(HEAP_KIB, true);

  /** What a block of 128 bytes takes, roughly. */
  private static final long NANOS = 420;

  /**
   * Checks the figures.
   *
   * @throws Refusal if they are none of scrypt, or not bearable
   */
  static Scrypts of(int n, int r, int p) throws Refusal {
    Scrypts figures = new Scrypts(n, r, p);
    if (n < 2 || Integer.bitCount(n) != 1) {
      throw new Refusal("the cost N of scrypt must be a power of two");
    }
    if (r == 1 && n >= 1 << 16) {
      throw new Refusal("with r=1 the cost N of scrypt must be below 65536");
    }
    if (figures.kib() > MOST_KIB + 1) {
      throw new Refusal(
          "scrypt with N="
              + n
              + " and r="
              + r
              + " takes more than "
              + MOST_KIB / 1024
              + " MiB of memory; its owner has to set a new password");
    }
    return figures;
  }

  /** Says what it takes, roughly. */
  long nanos() {
    return NANOS * n * r * p;
  }

  /** Writes the figures. */
  String cost() {
    return n + ":" + r + ":" + p;
  }

  byte[] derive(byte[] password, byte[] salt, int bytes) throws HasherBusy {
    if (kib() > 2L * HEAP_KIB) {
      // More than half the heap: this machine cannot.
      throw new HasherBusy(Duration.ofSeconds(1));
    }
    // One that takes more than the quarter is computed alone.
    int kib = (int) Math.min(kib(), HEAP_KIB);
    HEAP.acquireUninterruptibly(kib);
    try {
      return SCrypt.generate(password, salt, n, r, p, bytes);
    } finally {
      HEAP.release(kib);
    }
  }

  private long kib() {
    return 128L * n * r / 1024 + 1;
  }
}
