package dev.latchkey.adapter.sql;

import dev.latchkey.core.session.Changes;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Time;
import java.time.Instant;

/** A database on a real PostgreSQL server, seen as a store. */
final class PostgresStore extends DatabaseStore {
  private static final String NAME = "contracts";

  private PostgresStore(String url, Database database) {
    super(url, database);
  }

  /** Opens an empty database of the newest schema. One at a time can be open. */
  static PostgresStore open(Changes changes, Time time, Entropy entropy) {
    String url = Prepared.URL;
    PostgresServer.running()
        .execute(
            NAME,
            """
            DO $$
            DECLARE names TEXT;
            BEGIN
              SELECT string_agg(quote_ident(tablename), ', ') INTO names FROM pg_tables
              WHERE schemaname = 'public' AND tablename <> 'flyway_schema_history';
              EXECUTE 'TRUNCATE ' || names || ' RESTART IDENTITY';
            END $$;
            ALTER SEQUENCE device_numbers RESTART
            """);
    return new PostgresStore(url, Database.connect(settings(url), changes, time, entropy));
  }

  private static DatabaseSettings settings(String url) {
    DatabaseSettings standard = DatabaseSettings.DEFAULT;
    return new DatabaseSettings(
        url, null, null, 8, standard.patience(), standard.statementTimeout());
  }

  /** A database that was migrated once. */
  private static final class Prepared {
    static final String URL = make();

    private static String make() {
      PostgresServer.running().execute("postgres", "CREATE DATABASE " + NAME);
      String url = PostgresServer.running().url(NAME);
      Database.connect(settings(url), new Changes(), Instant::now, new SeededEntropy(1)).close();
      return url;
    }
  }
}
