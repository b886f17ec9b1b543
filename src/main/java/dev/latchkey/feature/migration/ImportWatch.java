package dev.latchkey.feature.migration;

/** Learns how far an import is. Methods return at once and do not throw. */
public interface ImportWatch {
  /**
   * The file is being read through before anything is done.
   *
   * @param bytes how much of it was read
   * @param entries how many entries that were
   */
  void reads(long bytes, long entries);

  /**
   * A run begins.
   *
   * @param start why it begins where it does
   * @param done how many entries an earlier run has settled, which are passed over
   * @param total how many entries there are
   */
  void begins(Start start, long done, long total);

  /**
   * Entries were settled.
   *
   * @param done how many are settled
   * @param total how many there are
   */
  void settled(long done, long total);

  /** Why a run begins where it does. */
  enum Start {
    /** The file is new here. */
    NEW,
    /** A run of the file stopped half-way, and this one goes on there. */
    GOES_ON,
    /** A run of a file of this name stopped half-way, but the file, or what is asked, changed. */
    CHANGED,
    /** The file was imported before to its end. */
    AGAIN
  }
}
