package dev.latchkey.feature.migration;

import dev.latchkey.feature.migration.Moving.Place;

/** The same rules over a store in PostgreSQL. */
class PostgresImportRulesTest extends ImportRulesTest {
  @Override
  Place place() {
    return Place.POSTGRESQL;
  }
}
