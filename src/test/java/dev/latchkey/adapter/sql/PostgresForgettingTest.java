package dev.latchkey.adapter.sql;

import dev.latchkey.fake.ForgettingContract;
import dev.latchkey.fake.Store;

class PostgresForgettingTest extends ForgettingContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
