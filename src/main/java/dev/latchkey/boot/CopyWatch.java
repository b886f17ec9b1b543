package dev.latchkey.boot;

/** Learns how far a copy of a store is. */
public interface CopyWatch {
  /**
   * Rows of a table are being copied.
   *
   * @param nanos a clock that never jumps
   * @param table its name
   * @param done how many of its rows are there
   * @param total how many it has
   */
  void at(long nanos, String table, long done, long total);

  /**
   * A table is being compared with its source.
   *
   * @param table its name
   */
  void compares(String table);
}
