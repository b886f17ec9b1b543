package dev.latchkey.adapter.sql;

import dev.latchkey.fake.DoorUsesContract;
import dev.latchkey.fake.Store;

class PostgresDoorUsesTest extends DoorUsesContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
