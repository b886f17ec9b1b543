package dev.latchkey.core.event;

import java.time.Instant;

/** The port to the record of events. */
public interface Events {
  /**
   * Appends an event, in the transaction of the calling thread.
   *
   * @param event what happened
   */
  void append(Event event);

  /**
   * Removes old events.
   *
   * @param before those that happened earlier
   * @param limit how many to remove at most
   * @return how many were removed; fewer than the limit if there are no more
   */
  int forget(Instant before, int limit);
}
