package dev.latchkey.adapter.log;

/**
 * Lets so many records a second through and counts the rest, so that no flood of requests becomes a
 * flood of lines that fills the disk. Safe for use by many threads.
 */
final class Pace {
  /** What a pass says that is none. */
  static final long HELD_BACK = -1;

  private static final int MOST_EACH_SECOND = 50;
  private static final long MILLIS = 1_000;

  private long second;
  private int passed;
  private long heldBack;

  /**
   * Asks to pass.
   *
   * @param millis when the record was made
   * @return how many were held back since the one that passed before; {@link #HELD_BACK} if this
   *     one is, too
   */
  synchronized long pass(long millis) {
    long now = Math.floorDiv(millis, MILLIS);
    // A clock that is set back begins a new second, too.
    if (now != second) {
      second = now;
      passed = 0;
    }
    if (passed == MOST_EACH_SECOND) {
      heldBack++;
      return HELD_BACK;
    }
    passed++;
    long before = heldBack;
    heldBack = 0;
    return before;
  }
}
