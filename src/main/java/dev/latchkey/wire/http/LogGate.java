package dev.latchkey.wire.http;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets a few lines a second into the log and counts the rest, so that whoever can provoke a line
 * cannot fill the disk.
 */
final class LogGate {
  private static final int LINES_PER_SECOND = 10;

  private final LongSupplier nanoTime;
  private long second;
  private int lines;
  private long dropped;

  LogGate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.second = seconds();
  }

  /**
   * Passes a line or drops it.
   *
   * @param line writes the line, ending in the note it is given on what was dropped before
   */
  void pass(Consumer<String> line) {
    String note;
    synchronized (this) {
      long now = seconds();
      if (now != second) {
        second = now;
        lines = 0;
      }
      if (++lines > LINES_PER_SECOND) {
        dropped++;
        return;
      }
      note = dropped == 0 ? "" : " (" + dropped + " lines like it were left out)";
      dropped = 0;
    }
    line.accept(note);
  }

  private long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong());
  }
}
