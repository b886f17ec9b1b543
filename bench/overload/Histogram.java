package overload;

/**
 * Counts durations in buckets that are at most 1/128 wide of what they hold, so that any percentile is off by less than
 * one in a hundred. Not safe for several threads.
 */
final class Histogram {
  private static final int FINE_BITS = 7;
  private static final int FINE = 1 << FINE_BITS;

  private final long[] counts = new long[(Long.SIZE - FINE_BITS) * FINE];
  private long total;
  private long max;

  void add(long nanos) {
    long value = Math.max(0, nanos);
    counts[index(value)]++;
    total++;
    max = Math.max(max, value);
  }

  void add(Histogram other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
    max = Math.max(max, other.max);
  }

  long total() {
    return total;
  }

  double maxMillis() {
    return max / 1e6;
  }

  /** Gives the duration, in milliseconds, that the given share was not slower than; zero if there is none at all. */
  double millis(double share) {
    long wanted = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < counts.length && total > 0; i++) {
      seen += counts[i];
      if (seen >= wanted && counts[i] > 0) {
        return Math.min(max, upperEnd(i)) / 1e6;
      }
    }
    return 0;
  }

  private static int index(long value) {
    if (value < FINE) {
      return (int) value;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - FINE_BITS;
    return (shift + 1) * FINE + (int) ((value >>> shift) - FINE);
  }

  private static long upperEnd(int index) {
    if (index < FINE) {
      return index;
    }
    int shift = index / FINE - 1;
    return ((long) (index % FINE + FINE + 1) << shift) - 1;
  }
}
