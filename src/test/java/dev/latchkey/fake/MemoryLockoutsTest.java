package dev.latchkey.fake;

class MemoryLockoutsTest extends LockoutsContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
