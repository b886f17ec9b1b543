package dev.latchkey.adapter.sql;

import dev.latchkey.fake.KnownPlacesContract;
import dev.latchkey.fake.Store;

class PostgresKnownPlacesTest extends KnownPlacesContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
