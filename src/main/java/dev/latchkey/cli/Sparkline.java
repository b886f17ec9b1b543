package dev.latchkey.cli;

import java.util.ArrayList;
import java.util.List;

/** Numbers as a line of small bars, at most thirty wide. */
final class Sparkline {
  private static final int MOST = 30;
  private static final String NOTHING = "·";
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /** Draws. A day without anything is a dot; more days than fit are added up side by side. */
  static String of(List<Long> values) {
    int each = (values.size() + MOST - 1) / MOST;
    List<Long> sums = new ArrayList<>();
    // Counted from the end, so that the last bar is always as many days as the others.
    for (int end = values.size(); end > 0; end -= each) {
      sums.addFirst(
          values.subList(Math.max(0, end - each), end).stream().mapToLong(Long::longValue).sum());
    }
    long most = Math.max(1, sums.stream().mapToLong(Long::longValue).max().orElse(1));
    StringBuilder line = new StringBuilder();
    for (long sum : sums) {
      int height = (int) Math.min(BARS.length() - 1, sum * BARS.length() / most);
      line.append(sum == 0 ? NOTHING : BARS.substring(height, height + 1));
    }
    return line.toString();
  }
}
