package dev.latchkey.fake;

class MemoryKnownPlacesTest extends KnownPlacesContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
