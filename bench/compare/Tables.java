package compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints figures as tables of Markdown. */
final class Tables {
  static final String BARE = "bare";

  private final List<String> sides;

  /**
   * Makes one.
   *
   * @param sides the columns; the first is the one that the others are compared with
   */
  Tables(List<String> sides) {
    this.sides = sides;
  }

  /** Prints rates a second, and the ratios with those of each round. */
  void rates(List<Workload> workloads) {
    List<String> head = new ArrayList<>(List.of("answers a second"));
    head.addAll(sides);
    head.add(BARE);
    for (String side : sides.subList(1, sides.size())) {
      head.add(side + " ÷ " + sides.getFirst());
    }
    for (String side : sides.subList(1, sides.size())) {
      head.add(side + " ÷ " + BARE);
    }
    row(head);
    rule(head.size());
    for (Workload workload : workloads) {
      List<String> cells = new ArrayList<>(List.of(workload.name()));
      for (String side : sides) {
        cells.add(workload.has(side) ? count(workload.rate(side)) : "");
      }
      cells.add(workload.has(BARE) ? count(workload.rate(BARE)) : "");
      for (String side : sides.subList(1, sides.size())) {
        cells.add(ratio(workload, side, sides.getFirst()));
      }
      for (String side : sides.subList(1, sides.size())) {
        cells.add(ratio(workload, side, BARE));
      }
      row(cells);
    }
  }

  /** Prints latencies under the same load. */
  void latencies(List<Workload> workloads) {
    List<String> head = new ArrayList<>(List.of("p50 / p99 in ms"));
    head.addAll(sides);
    head.add(BARE);
    row(head);
    rule(head.size());
    for (Workload workload : workloads) {
      List<String> cells = new ArrayList<>(List.of(workload.name()));
      for (String side : sides) {
        cells.add(latency(workload, side));
      }
      cells.add(latency(workload, BARE));
      row(cells);
    }
  }

  /** Prints figures of which less is better, and how many times less they are. */
  void less(String what, List<String> names, List<List<List<Double>>> figures) {
    List<String> head = new ArrayList<>(List.of(what));
    head.addAll(sides);
    for (String side : sides.subList(1, sides.size())) {
      head.add(sides.getFirst() + " ÷ " + side);
    }
    row(head);
    rule(head.size());
    for (int i = 0; i < names.size(); i++) {
      List<String> cells = new ArrayList<>(List.of(names.get(i)));
      List<Double> medians = figures.get(i).stream().map(Workload::median).toList();
      for (int side = 0; side < sides.size(); side++) {
        List<Double> all = figures.get(i).get(side).stream().sorted().toList();
        String spread = all.size() == 1 ? "" : " (" + count(all.getFirst()) + " to " + count(all.getLast()) + ")";
        cells.add(count(medians.get(side)) + spread);
      }
      for (int side = 1; side < sides.size(); side++) {
        cells.add(times(medians.getFirst() / medians.get(side)));
      }
      row(cells);
    }
  }

  private static String ratio(Workload workload, String side, String other) {
    if (!workload.has(side) || !workload.has(other)) {
      return "";
    }
    List<Double> ratios = workload.ratios(side, other);
    List<Double> sorted = ratios.stream().sorted().toList();
    return "**%s** (%s to %s)"
        .formatted(
            times(Workload.median(ratios)), times(sorted.getFirst()), times(sorted.getLast()));
  }

  private static String latency(Workload workload, String side) {
    return !workload.has(side) || Double.isNaN(workload.p50(side))
        ? ""
        : millis(workload.p50(side)) + " / " + millis(workload.p99(side));
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }

  private static String times(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static void row(List<String> cells) {
    System.out.println("| " + String.join(" | ", cells) + " |");
  }

  private static void rule(int cells) {
    System.out.println("|---".repeat(cells) + "|");
  }
}
