package dev.latchkey.cli;

import java.util.Locale;

/**
 * How far a long command is, on one line of standard error that is written over: a bar, the share,
 * the rate and the time that is left. Where standard error is no terminal, nothing is shown.
 */
final class ProgressBar {
  private static final int WIDTH = 30;
  private static final long EVERY_NANOS = 200_000_000;
  private static final double NANOS = 1e9;
  private static final int LINE = 79;

  private final Terminal terminal;
  private final boolean isShown;
  private long begin = -1;
  private long shownAt;

  ProgressBar(Terminal terminal) {
    this.terminal = terminal;
    this.isShown = terminal.isPerson();
  }

  /** Shows how far it is, a few times a second. */
  void show(long nanos, long done, long total, long items) {
    if (!isShown || (begin >= 0 && nanos - shownAt < EVERY_NANOS)) {
      return;
    }
    begin = begin < 0 ? nanos : begin;
    shownAt = nanos;
    terminal.err().print("\r" + line((nanos - begin) / NANOS, done, total, items));
    terminal.err().flush();
  }

  /** Removes it. */
  void clear() {
    if (isShown && begin >= 0) {
      terminal.err().print("\r" + " ".repeat(LINE) + "\r");
      terminal.err().flush();
    }
  }

  /** Writes the line. */
  static String line(double seconds, long done, long total, long items) {
    double share = total == 0 ? 1 : (double) done / total;
    int full = (int) (share * WIDTH);
    double left = done == 0 ? 0 : seconds * (total - done) / done;
    return String.format(
        Locale.ROOT,
        "[%s%s] %5.1f %%  %,.0f/s  %d:%02d left ",
        "#".repeat(full),
        ".".repeat(WIDTH - full),
        share * 100,
        seconds == 0 ? 0 : items / seconds,
        (long) left / 60,
        (long) left % 60);
  }
}
