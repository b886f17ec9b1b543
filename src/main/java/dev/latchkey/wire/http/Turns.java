package dev.latchkey.wire.http;

import java.util.concurrent.locks.LockSupport;

/**
 * Turns of those who share the processors. Nothing takes a processor from a virtual thread that
 * never waits, and one whose client never stops sending does not: a few such clients would keep
 * everybody else out.
 */
final class Turns {
  /** After how many frames, or requests that came together, others have their turn. */
  static final int AT_A_TIME = 8;

  /**
   * How long the pause is, so that no client is served more than 1,600 a second of what it sends
   * without waiting. Yielding would not do: it joins the queue of the same carrier, which goes
   * before new ones.
   */
  private static final long PAUSE_NANOS = 5_000_000;

  private Turns() {}

  /** Lets the others go first. */
  static void give() {
    if (Thread.currentThread().isVirtual()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
