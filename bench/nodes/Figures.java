package nodes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Times of one kind, in nanoseconds, and how they are told. Safe for use by many threads. */
final class Figures {
  private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

  void add(long time) {
    nanos.add(time);
  }

  int count() {
    return nanos.size();
  }

  /** Gives what so many of a thousand did not exceed; 0 if there are none. */
  long per1000(int part) {
    List<Long> sorted;
    synchronized (nanos) {
      sorted = new ArrayList<>(nanos);
    }
    if (sorted.isEmpty()) {
      return 0;
    }
    Collections.sort(sorted);
    return sorted.get(Math.min(sorted.size() - 1, (int) ((long) sorted.size() * part / 1000)));
  }

  long max() {
    return per1000(1000);
  }

  /** Tells a time in milliseconds. */
  static String millis(long time) {
    return String.format(Locale.ROOT, "%,.1f ms", time / 1e6);
  }

  /** Prints one row of a table. */
  static void row(String... cells) {
    System.out.println("| " + String.join(" | ", cells) + " |");
  }

  /** Prints the head of a table. */
  static void head(String... cells) {
    row(cells);
    System.out.println("|" + "---|".repeat(cells.length));
  }

  /** Gives the cells p50, p99 and max. */
  List<String> cells() {
    return List.of(millis(per1000(500)), millis(per1000(990)), millis(max()));
  }
}
