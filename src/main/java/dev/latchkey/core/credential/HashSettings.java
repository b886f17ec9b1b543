package dev.latchkey.core.credential;

/**
 * The cost of hashing passwords with Argon2id in one lane, and what it may take of the machine. A
 * hash in progress holds {@code memoryKib}, so all of them hold at most {@code threads} times that.
 *
 * @param memoryKib memory for one hash, in KiB, from 8 to 262,144
 * @param passes passes over the memory, from 1 to 16
 * @param threads hashes at the same time, from 1 to 1,024
 * @param longestQueue how many may wait at most; fewer, where these would take over half a second
 */
public record HashSettings(int memoryKib, int passes, int threads, int longestQueue) {
  /** The most memory that a hash may take, in KiB; dearer stored hashes are refused. */
  public static final int MAX_MEMORY_KIB = 256 * 1024;

  /** The most passes of a hash. */
  public static final int MAX_PASSES = 16;

  private static final int MIN_MEMORY_KIB = 8;
  private static final int MAX_THREADS = 1024;

  /** What holds unless it is set: 19 MiB and two passes, a thread for each core. */
  public static final HashSettings DEFAULT =
      new HashSettings(19 * 1024, 2, Runtime.getRuntime().availableProcessors(), 1024);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a figure is out of them
   */
  public HashSettings {
    require(memoryKib, MIN_MEMORY_KIB, MAX_MEMORY_KIB, "memory in KiB");
    require(passes, 1, MAX_PASSES, "passes");
    require(threads, 1, MAX_THREADS, "threads");
    require(longestQueue, 1, Integer.MAX_VALUE, "queue");
  }

  private static void require(int value, int least, int most, String what) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "the " + what + " of password hashing must be from " + least + " to " + most);
    }
  }
}
