package dev.latchkey.adapter.sql;

import dev.latchkey.fake.Store;
import dev.latchkey.fake.TokensContract;

class PostgresTokensTest extends TokensContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
