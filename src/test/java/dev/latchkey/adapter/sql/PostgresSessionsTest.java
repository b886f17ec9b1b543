package dev.latchkey.adapter.sql;

import dev.latchkey.fake.SessionsContract;
import dev.latchkey.fake.Store;

class PostgresSessionsTest extends SessionsContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
