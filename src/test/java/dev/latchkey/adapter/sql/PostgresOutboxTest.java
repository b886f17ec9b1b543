package dev.latchkey.adapter.sql;

import dev.latchkey.fake.OutboxContract;
import dev.latchkey.fake.Store;

class PostgresOutboxTest extends OutboxContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
