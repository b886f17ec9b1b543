package dev.latchkey.fake;

class MemorySessionsTest extends SessionsContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
