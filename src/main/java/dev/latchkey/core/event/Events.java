package dev.latchkey.core.event;

/** The port to the record of events. */
@FunctionalInterface
public interface Events {
  /**
   * Appends an event, in the transaction of the calling thread.
   *
   * @param event what happened
   */
  void append(Event event);
}
