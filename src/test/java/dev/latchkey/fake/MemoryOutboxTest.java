package dev.latchkey.fake;

class MemoryOutboxTest extends OutboxContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
