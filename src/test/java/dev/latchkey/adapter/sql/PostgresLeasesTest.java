package dev.latchkey.adapter.sql;

import dev.latchkey.fake.LeasesContract;
import dev.latchkey.fake.Store;

class PostgresLeasesTest extends LeasesContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
