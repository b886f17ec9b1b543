package dev.latchkey.adapter.sql;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The newest timeline of a PostgreSQL database that this process has seen. Each promotion of a
 * standby begins one with a higher number. Safe for use by many threads.
 */
final class Timelines {
  private final AtomicLong newest = new AtomicLong();
  private volatile Runnable overtaken = () -> {};

  /**
   * Says what to do when a newer one comes up: connections to the host before it must not be used
   * any more.
   */
  void whenOvertaken(Runnable work) {
    overtaken = work;
  }

  /**
   * Judges a connection by its timeline and remembers that.
   *
   * @param timeline its number; 0 if it is unknown
   * @return false if a newer one was seen
   */
  boolean isCurrent(long timeline) {
    if (timeline == 0) {
      return true;
    }
    long before = newest.getAndAccumulate(timeline, Math::max);
    if (before != 0 && timeline > before) {
      overtaken.run();
    }
    return timeline >= before;
  }
}
