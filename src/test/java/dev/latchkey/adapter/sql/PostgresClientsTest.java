package dev.latchkey.adapter.sql;

import dev.latchkey.fake.ClientsContract;
import dev.latchkey.fake.Store;

class PostgresClientsTest extends ClientsContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
