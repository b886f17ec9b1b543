package dev.latchkey.adapter.crypto;

import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * Has every no of a sign-in wait until the dearest kind of hash from elsewhere would have been
 * computed. Such a hash may take many times what today's takes, and a no that takes long would tell
 * that there is an account, and that its owner has not signed in yet. While there are no such
 * hashes, nobody waits. What is waited is time, not work, so it is counted from when a thread began
 * with the hash; who waits holds no thread that hashes.
 */
final class EvenRefusals {
  /** Nobody waits longer, whatever was measured on a machine that stood still. */
  private static final long LONGEST_NANOS = Duration.ofSeconds(2).toNanos();

  /** Each kind is one family at one cost; a store has a handful. */
  private static final int MOST_KINDS = 256;

  /** What one more measured duration weighs. */
  private static final int WEIGHT = 8;

  /** By how much hashes of one kind differ: a quarter. */
  private static final int SPREAD = 4;

  private final Map<String, Long> usual = new ConcurrentHashMap<>();
  private final Time time;
  private final LongConsumer waiter;
  private volatile long paceNanos;

  EvenRefusals(Time time) {
    this(time, EvenRefusals::sleep);
  }

  EvenRefusals(Time time, LongConsumer waiter) {
    this.time = time;
    this.waiter = waiter;
  }

  /**
   * Has something judged; a no comes no earlier than the pace says.
   *
   * @param judged what is to be done
   * @return its answer
   */
  boolean keep(Judged judged) throws HasherBusy {
    Mark mark = new Mark();
    boolean isYes = judged.by(mark);
    if (!isYes) {
      long rest = mark.since + paceNanos - time.nanoTime();
      if (paceNanos > 0 && rest > 0) {
        waiter.accept(rest);
      }
    }
    return isYes;
  }

  /**
   * Learns what a kind of hash will take, roughly, unless that was measured.
   *
   * @param kind the kind
   * @param nanos how long
   */
  void expect(String kind, long nanos) {
    if (usual.size() < MOST_KINDS && usual.putIfAbsent(kind, nanos) == null) {
      setPace();
    }
  }

  /**
   * Learns what a kind of hash took.
   *
   * @param kind the kind
   * @param nanos how long
   */
  void note(String kind, long nanos) {
    expect(kind, nanos);
    usual.computeIfPresent(kind, (same, before) -> before + (nanos - before) / WEIGHT);
    setPace();
  }

  /** Says how long a no takes at least. */
  Duration pace() {
    return Duration.ofNanos(paceNanos);
  }

  private void setPace() {
    long dearest = usual.values().stream().mapToLong(Long::longValue).max().orElse(0);
    paceNanos = Math.min(dearest + dearest / SPREAD, LONGEST_NANOS);
  }

  private static void sleep(long nanos) {
    try {
      Thread.sleep(Duration.ofNanos(nanos));
    } catch (InterruptedException e) {
      // Whoever interrupts wants this thread back; the answer may leave early.
      Thread.currentThread().interrupt();
    }
  }

  /** What is done for a guess. */
  @FunctionalInterface
  interface Judged {
    boolean by(Mark mark) throws HasherBusy;
  }

  /** When a thread began. */
  final class Mark {
    private volatile long since = time.nanoTime();

    /** Does the work on the thread that calls, and remembers when it began. */
    boolean begun(HashQueue.Work<Boolean> work) throws HasherBusy {
      since = time.nanoTime();
      return work.run();
    }
  }
}
