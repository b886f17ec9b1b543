package dev.latchkey.fake;

class MemoryDoorUsesTest extends DoorUsesContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
