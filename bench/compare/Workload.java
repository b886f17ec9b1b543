package compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import load.Result;

/** One thing that is measured on several sides, in turns, and what came out in each round. */
final class Workload {
  private final String name;
  private final Map<String, Run> sides = new LinkedHashMap<>();
  private final Map<String, List<Result>> results = new LinkedHashMap<>();

  /** One side of it. */
  @FunctionalInterface
  interface Run {
    Result run(int seconds) throws IOException, InterruptedException;
  }

  Workload(String name) {
    this.name = name;
  }

  /** Adds a side. */
  Workload with(String side, Run run) {
    sides.put(side, run);
    results.put(side, new ArrayList<>());
    return this;
  }

  /** Runs each side once; every second round goes the other way round. */
  void round(int number, int seconds) throws IOException, InterruptedException {
    List<String> order = new ArrayList<>(sides.keySet());
    for (String side : number % 2 == 0 ? order : order.reversed()) {
      Result result = sides.get(side).run(seconds);
      results.get(side).add(result);
      Compare.say("%s, %s: %,.0f/s, p50 %.2f ms, p99 %.2f ms", name, side, result.rate(), result.p50(), result.p99());
    }
  }

  /** Runs one side without counting it. */
  void warm(String side, int seconds) throws IOException, InterruptedException {
    Result result = sides.get(side).run(seconds);
    Compare.say("warming %s, %s: %,.0f/s", name, side, result.rate());
  }

  String name() {
    return name;
  }

  boolean has(String side) {
    return sides.containsKey(side);
  }

  /** Gives the median rate of a side. */
  double rate(String side) {
    return median(results.get(side).stream().map(Result::rate).toList());
  }

  /** Gives the median of a side's median latencies, in milliseconds. */
  double p50(String side) {
    return median(results.get(side).stream().map(Result::p50).toList());
  }

  /** Gives the median of a side's p99, in milliseconds. */
  double p99(String side) {
    return median(results.get(side).stream().map(Result::p99).toList());
  }

  /** Gives how many times faster one side is than another, round by round. */
  List<Double> ratios(String side, String other) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < results.get(side).size(); i++) {
      ratios.add(results.get(side).get(i).rate() / results.get(other).get(i).rate());
    }
    return ratios;
  }

  /** Gives the median of some figures. */
  static double median(List<Double> figures) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
