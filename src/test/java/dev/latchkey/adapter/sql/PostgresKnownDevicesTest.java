package dev.latchkey.adapter.sql;

import dev.latchkey.fake.KnownDevicesContract;
import dev.latchkey.fake.Store;

class PostgresKnownDevicesTest extends KnownDevicesContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
