package dev.latchkey.core.policy;

import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Lets answers about known and unknown names leave at the same time, where the work for a known one
 * is a write and for an unknown one nothing (ASVS 6.3.8). Work that takes longer than {@link
 * #LENGTH} shows, so this is for rare requests under a budget, never for a hot path.
 */
public final class EvenPace {
  /** How long an answer takes at least: several times what keeping a letter does. */
  public static final Duration LENGTH = Duration.ofMillis(50);

  private final Time time;
  private final LongConsumer waiter;

  /**
   * Makes one.
   *
   * @param time the clock
   */
  public EvenPace(Time time) {
    this(time, EvenPace::sleep);
  }

  EvenPace(Time time, LongConsumer waiter) {
    this.time = time;
    this.waiter = waiter;
  }

  /**
   * Does the work, and returns no earlier than {@link #LENGTH} after it began, whether it succeeds
   * or throws. Blocks its thread, which should be a virtual one.
   *
   * @param work what to do
   * @param <T> what it returns
   * @return what it returned
   */
  public <T> T keep(Supplier<T> work) {
    long begin = time.nanoTime();
    try {
      return work.get();
    } finally {
      long rest = LENGTH.toNanos() - (time.nanoTime() - begin);
      if (rest > 0) {
        waiter.accept(rest);
      }
    }
  }

  private static void sleep(long nanos) {
    try {
      Thread.sleep(Duration.ofNanos(nanos));
    } catch (InterruptedException e) {
      // Whoever interrupts wants this thread back; the answer may leave early.
      Thread.currentThread().interrupt();
    }
  }
}
