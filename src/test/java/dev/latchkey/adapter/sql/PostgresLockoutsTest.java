package dev.latchkey.adapter.sql;

import dev.latchkey.fake.LockoutsContract;
import dev.latchkey.fake.Store;

class PostgresLockoutsTest extends LockoutsContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
