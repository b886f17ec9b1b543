package dev.latchkey.house;

/** The same doors over a store in PostgreSQL. */
class PostgresDoorsTest extends DoorsTest {
  @Override
  RunningHouse open() {
    return RunningHouse.onPostgres();
  }
}
