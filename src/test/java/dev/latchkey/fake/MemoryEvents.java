package dev.latchkey.fake;

import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import java.time.Instant;
import java.util.List;

/** The record of events in memory. */
final class MemoryEvents implements Events {
  private final MemoryTransactions transactions;

  MemoryEvents(MemoryTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void append(Event event) {
    transactions.write(state -> state.events.add(event));
  }

  @Override
  public int forget(Instant before, int limit) {
    return transactions.write(
        state -> {
          List<Event> old =
              state.events.stream().filter(one -> one.at().isBefore(before)).limit(limit).toList();
          // One by one, since equal events may have happened.
          old.forEach(state.events::remove);
          return old.size();
        });
  }
}
