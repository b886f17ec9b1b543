package dev.latchkey.boot;

import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many letters wait, for the figures. The store is asked every few seconds by {@link #read},
 * and only while somebody looks at the figures, so that no reader of them waits for the store and
 * nobody pays for what nobody sees.
 */
final class WaitingLetters {
  /** How often {@link #read} is to be called. */
  static final Duration PACE = Duration.ofSeconds(5);

  /** Longer than any usual pause between two readings of the figures. */
  private static final Duration INTEREST = Duration.ofMinutes(3);

  /** What was read longer ago says nothing any more. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final Outbox outbox;
  private final Time time;
  private volatile long askedAt;
  private volatile @Nullable Seen seen;

  /**
   * Makes one, in which somebody is interested.
   *
   * @param outbox stored letters
   * @param time the clock
   */
  WaitingLetters(Outbox outbox, Time time) {
    this.outbox = outbox;
    this.time = time;
    this.askedAt = time.nanoTime();
  }

  /** Asks the store, if somebody looked lately. */
  void read() {
    if (time.nanoTime() - askedAt <= INTEREST.toNanos()) {
      seen = new Seen(outbox.depth(), time.nanoTime());
    }
  }

  /** Says how many wait; no number if that is not known. */
  double count() {
    Seen last = look();
    return last == null ? Double.NaN : last.depth().waiting();
  }

  /** Says for how many seconds the oldest has waited: none if none waits; no number if unknown. */
  double oldestSeconds() {
    Seen last = look();
    if (last == null) {
      return Double.NaN;
    }
    Instant oldest = last.depth().oldest();
    return oldest == null ? 0 : Math.max(0, Duration.between(oldest, time.now()).toMillis() / 1e3);
  }

  private @Nullable Seen look() {
    askedAt = time.nanoTime();
    Seen last = seen;
    return last != null && time.nanoTime() - last.at() <= FRESH.toNanos() ? last : null;
  }

  private record Seen(Outbox.Depth depth, long at) {}
}
