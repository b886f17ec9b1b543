package dev.latchkey.fake;

class MemoryChallengesTest extends ChallengesContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
