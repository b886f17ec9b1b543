package dev.latchkey.fake;

class MemoryLeasesTest extends LeasesContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
