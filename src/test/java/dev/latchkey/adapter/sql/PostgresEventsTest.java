package dev.latchkey.adapter.sql;

import dev.latchkey.fake.EventsContract;
import dev.latchkey.fake.Store;

class PostgresEventsTest extends EventsContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
