package load;

import java.util.Arrays;
import java.util.List;

/**
 * What a load came to.
 *
 * @param rate answers a second
 * @param p50 the median latency, in milliseconds
 * @param p99 the latency that one in a hundred exceeds, in milliseconds
 */
public record Result(double rate, double p50, double p99) {
  static Result of(List<long[]> latencies, double seconds) {
    long[] all = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    if (all.length == 0) {
      return new Result(0, Double.NaN, Double.NaN);
    }
    return new Result(
        all.length / seconds, all[all.length / 2] / 1e6, all[(int) (all.length * 0.99)] / 1e6);
  }
}
