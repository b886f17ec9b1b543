package dev.latchkey.adapter.sql;

import dev.latchkey.fake.Store;
import dev.latchkey.fake.StoredKeysContract;

class PostgresStoredKeysTest extends StoredKeysContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
