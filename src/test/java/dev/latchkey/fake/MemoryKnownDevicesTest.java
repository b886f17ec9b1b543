package dev.latchkey.fake;

class MemoryKnownDevicesTest extends KnownDevicesContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
