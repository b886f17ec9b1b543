package dev.latchkey.wire.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A message that has come in part. Parts come one after another; the end may come in between. */
final class PartialMessage {
  private static final byte[] NOTHING = new byte[0];

  private final int limit;
  private final MessageBudget budget;
  private byte[] bytes = NOTHING;
  private int length;
  private long taken;
  private boolean over;

  PartialMessage(int limit, MessageBudget budget) {
    this.limit = limit;
    this.budget = budget;
  }

  /**
   * Adds a part.
   *
   * @return whether the message may be so long, and memory is left for it
   */
  synchronized boolean add(ByteBuffer part) {
    int more = part.remaining();
    if (over || more > limit - length) {
      return false;
    }
    if (length + more > bytes.length && !grow(length + more)) {
      return false;
    }
    part.get(bytes, length, more);
    length += more;
    return true;
  }

  private boolean grow(int needed) {
    int size = length == 0 ? needed : (int) Math.min(limit, Math.max(needed, 2L * bytes.length));
    long toTake = Math.max(0, size - MessageBudget.FREE_BYTES) - taken;
    if (toTake > 0) {
      if (!budget.take(toTake)) {
        return false;
      }
      taken += toTake;
    }
    bytes = Arrays.copyOf(bytes, size);
    return true;
  }

  /** Gives the whole message. It keeps its room until {@link #clear}. */
  synchronized byte[] whole() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  /** Becomes empty again. */
  synchronized void clear() {
    bytes = NOTHING;
    length = 0;
    budget.giveBack(taken);
    taken = 0;
  }

  /** Gives its room back for good: no more parts are taken. */
  synchronized void end() {
    over = true;
    clear();
  }
}
