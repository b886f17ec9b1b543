package dev.latchkey.adapter.sql;

import dev.latchkey.fake.ChallengesContract;
import dev.latchkey.fake.Store;

class PostgresChallengesTest extends ChallengesContract {
  @Override
  protected Store open() {
    return PostgresStore.open(changes, time, entropy);
  }
}
