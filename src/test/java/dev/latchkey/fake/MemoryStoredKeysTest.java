package dev.latchkey.fake;

class MemoryStoredKeysTest extends StoredKeysContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
