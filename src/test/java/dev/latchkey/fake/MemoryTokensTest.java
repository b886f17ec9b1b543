package dev.latchkey.fake;

class MemoryTokensTest extends TokensContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
