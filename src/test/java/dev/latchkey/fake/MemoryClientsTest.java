package dev.latchkey.fake;

class MemoryClientsTest extends ClientsContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
