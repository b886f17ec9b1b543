package dev.latchkey.fake;

class MemoryTransactionsTest extends TransactionsContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
