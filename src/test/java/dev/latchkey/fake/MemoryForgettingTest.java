package dev.latchkey.fake;

class MemoryForgettingTest extends ForgettingContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
