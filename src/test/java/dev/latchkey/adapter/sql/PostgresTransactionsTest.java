package dev.latchkey.adapter.sql;

import dev.latchkey.fake.Store;
import dev.latchkey.fake.TransactionsContract;

class PostgresTransactionsTest extends TransactionsContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
