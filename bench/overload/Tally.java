package overload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What became of the requests of one stream. Answers are noted by one thread while the load runs, and read afterwards. */
final class Tally {
  /** How long one of the windows is into which durations are sorted, too. */
  static final long WINDOW_NANOS = 500_000_000L;

  final Histogram good = new Histogram();
  final Histogram refused = new Histogram();
  private final List<Histogram> windows = new ArrayList<>();
  private final List<AtomicLong> due = new ArrayList<>();
  final AtomicLong sent = new AtomicLong();
  final AtomicLong lost = new AtomicLong();
  long withoutRetryAfter;
  long wrong;
  volatile String firstFault = "";

  /** Notes that a request is due, some time after the start of the load. */
  void sent(long nanos) {
    sent.incrementAndGet();
    synchronized (due) {
      int number = (int) (Math.max(0, nanos) / WINDOW_NANOS);
      while (due.size() <= number) {
        due.add(new AtomicLong());
      }
      due.get(number).incrementAndGet();
    }
  }

  /** Says which share of what was due in one window was answered as wanted; 1 if nothing was due. */
  double success(int window) {
    synchronized (due) {
      long wanted = window < due.size() ? due.get(window).get() : 0;
      long answered = window < windows.size() ? windows.get(window).total() : 0;
      return wanted == 0 ? 1 : (double) answered / wanted;
    }
  }

  /** Notes an answer to a request that was due some time after the start of the load. */
  void answered(int status, int wanted, boolean hasRetryAfter, long dueAt, long nanos) {
    if (status == wanted) {
      good.add(nanos);
      window(dueAt).add(nanos);
    } else if (status == 429 || status == 503) {
      refused.add(nanos);
      withoutRetryAfter += hasRetryAfter ? 0 : 1;
    } else {
      wrong++;
      fault("status " + status);
    }
  }

  void lost(String why) {
    lost.incrementAndGet();
    fault(why);
  }

  /** Says which share of what was sent was answered as wanted. */
  double success() {
    return sent.get() == 0 ? 1 : (double) good.total() / sent.get();
  }

  /** Gives the windows of a stretch of time, in seconds since the start of the load, as one. */
  Histogram between(double from, double until) {
    Histogram sum = new Histogram();
    for (int i = 0; i < windows.size(); i++) {
      double begin = i * WINDOW_NANOS / 1e9;
      if (begin >= from - 1e-9 && begin < until - 1e-9) {
        sum.add(windows.get(i));
      }
    }
    return sum;
  }

  private Histogram window(long dueAt) {
    int number = (int) (Math.max(0, dueAt) / WINDOW_NANOS);
    while (windows.size() <= number) {
      windows.add(new Histogram());
    }
    return windows.get(number);
  }

  private void fault(String what) {
    if (firstFault.isEmpty()) {
      firstFault = what;
    }
  }
}
