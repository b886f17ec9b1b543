package dev.latchkey.adapter.sql;

import dev.latchkey.fake.AccountsContract;
import dev.latchkey.fake.Store;

class PostgresAccountsTest extends AccountsContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
