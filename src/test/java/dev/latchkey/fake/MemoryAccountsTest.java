package dev.latchkey.fake;

class MemoryAccountsTest extends AccountsContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
