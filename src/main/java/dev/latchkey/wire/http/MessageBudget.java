package dev.latchkey.wire.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all half-received messages of all sockets together may hold beyond the small part that each
 * has for free, so that many sockets with one large unfinished message each cannot fill the memory.
 */
final class MessageBudget {
  /** What a message holds without asking. */
  static final int FREE_BYTES = 64 * 1024;

  private final AtomicLong left;

  MessageBudget(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  boolean take(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }
}
