package dev.latchkey.adapter.sql;

import dev.latchkey.fake.CredentialsContract;
import dev.latchkey.fake.Store;

class PostgresCredentialsTest extends CredentialsContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
