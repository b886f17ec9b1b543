package dev.latchkey.fake;

class MemoryEventsTest extends EventsContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
