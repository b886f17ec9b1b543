package dev.latchkey.adapter.limits;

import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Buckets of one size, one for each key, refilling evenly. A bucket is one number: the moment at
 * which it will be full again (the generic cell rate algorithm). Full ones are forgotten, for they
 * say nothing; one from which something is missing never is.
 *
 * <p>When more keys than {@code mostKeys} have spent something, further keys share a fixed number
 * of buckets, so that memory stays bounded and spending is still counted, if too strictly.
 */
final class Buckets {
  /** How many entries each taking looks at, to forget those that are full again. */
  private static final int SWEPT = 4;

  private static final int SHARED = 4096;

  private final ConcurrentHashMap<Key, Long> fullAt = new ConcurrentHashMap<>();
  private final AtomicLongArray shared = new AtomicLongArray(SHARED);
  private final ReentrantLock sweeping = new ReentrantLock();
  private final long nanosPerToken;
  private final long capacityNanos;
  private final int mostKeys;
  private final Time time;
  private final long origin;
  private Iterator<Map.Entry<Key, Long>> sweeper;

  /**
   * Whose bucket. Part of a keyed digest, so that nobody can choose keys that collide.
   *
   * @param high 64 of its bits
   * @param low 64 others
   */
  record Key(long high, long low) {
    @Override
    public int hashCode() {
      return Long.hashCode(low);
    }
  }

  /**
   * Makes them, all full.
   *
   * @param capacity how many tokens a full one holds
   * @param window how long an empty one takes to fill
   * @param mostKeys how many keys have a bucket of their own
   * @param time the clock
   */
  Buckets(int capacity, Duration window, int mostKeys, Time time) {
    this.nanosPerToken = Math.max(1, window.toNanos() / capacity);
    this.capacityNanos = nanosPerToken * capacity;
    this.mostKeys = mostKeys;
    this.time = time;
    this.origin = time.nanoTime();
    this.sweeper = fullAt.entrySet().iterator();
  }

  /**
   * Takes a token.
   *
   * @param key whose
   * @return zero if there was one; else the nanoseconds until there will be
   */
  long take(Key key) {
    sweep();
    long now = now();
    if (isShared(key)) {
      return takeShared(slot(key), now);
    }
    long[] lacking = new long[1];
    fullAt.compute(
        key,
        (same, present) -> {
          long before = present == null ? now : Math.max(present, now);
          lacking[0] = lacking(before, now);
          return lacking[0] > 0 ? present : Long.valueOf(before + nanosPerToken);
        });
    return lacking[0];
  }

  /**
   * Gives a token back.
   *
   * @param key whose
   */
  void giveBack(Key key) {
    long now = now();
    boolean[] known = new boolean[1];
    fullAt.computeIfPresent(
        key,
        (same, present) -> {
          known[0] = true;
          long after = present - nanosPerToken;
          return after > now ? after : null;
        });
    if (!known[0]) {
      shared.updateAndGet(slot(key), present -> Math.max(now, present - nanosPerToken));
    }
  }

  /** Fills a bucket, unless the key shares it with others. */
  void fill(Key key) {
    fullAt.remove(key);
  }

  /** Says how many keys have a bucket of their own now. */
  int size() {
    return fullAt.size();
  }

  private boolean isShared(Key key) {
    return fullAt.mappingCount() >= mostKeys && !fullAt.containsKey(key);
  }

  private long takeShared(int slot, long now) {
    while (true) {
      long present = shared.get(slot);
      long before = Math.max(present, now);
      long lacking = lacking(before, now);
      if (lacking > 0 || shared.compareAndSet(slot, present, before + nanosPerToken)) {
        return lacking;
      }
    }
  }

  /** How long it takes until one more token is there. */
  private long lacking(long fullAtMoment, long now) {
    return Math.max(0, fullAtMoment + nanosPerToken - now - capacityNanos);
  }

  private static int slot(Key key) {
    return (int) (key.high() & SHARED - 1);
  }

  /** Forgets a few buckets that are full again: more than one taking can add. */
  private void sweep() {
    if (!sweeping.tryLock()) {
      return;
    }
    try {
      long now = now();
      for (int i = 0; i < SWEPT; i++) {
        if (!sweeper.hasNext()) {
          sweeper = fullAt.entrySet().iterator();
          return;
        }
        Map.Entry<Key, Long> entry = sweeper.next();
        if (entry.getValue() <= now) {
          // Unless somebody has taken from it just now.
          fullAt.remove(entry.getKey(), entry.getValue());
        }
      }
    } finally {
      sweeping.unlock();
    }
  }

  /** The monotonic clock from this room's start, so that numbers can be compared. */
  private long now() {
    return time.nanoTime() - origin;
  }
}
