package growth;

import java.util.Arrays;
import java.util.List;

/**
 * How long something took, in microseconds.
 *
 * @param median half of them took no longer
 * @param p99 99 of 100 took no longer
 */
record Times(double median, double p99) {
  /** Sorts measured nanoseconds. */
  static Times of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Times(at(sorted, 0.5), at(sorted, 0.99));
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1_000.0;
  }

  /** Gives the middle of several rounds, figure by figure. */
  static Times middle(List<Times> rounds) {
    return new Times(
        middleOf(rounds.stream().map(Times::median).toList()), middleOf(rounds.stream().map(Times::p99).toList()));
  }

  /** Gives the middle figure. */
  static double middleOf(List<Double> figures) {
    return figures.stream().sorted().toList().get(figures.size() / 2);
  }
}
