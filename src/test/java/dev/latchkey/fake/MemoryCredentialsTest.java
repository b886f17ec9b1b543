package dev.latchkey.fake;

class MemoryCredentialsTest extends CredentialsContract {
  @Override
  protected Store open() {
    return new MemoryStore(changes);
  }
}
