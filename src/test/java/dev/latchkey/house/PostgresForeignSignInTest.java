package dev.latchkey.house;

import dev.latchkey.core.credential.ForeignSettings;

/** The same sign-ins over a store in PostgreSQL. */
class PostgresForeignSignInTest extends ForeignSignInTest {
  @Override
  RunningHouse open(ForeignSettings foreign) {
    return RunningHouse.onPostgres(settings -> settings.withForeignHashes(foreign));
  }
}
