package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.StartProblem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Judges a PostgreSQL server at start and brings the schema to the version that this program knows.
 * A start on a current schema costs a few queries. Of several nodes that start at once on an older
 * one, one migrates under Flyway's advisory lock and the others wait.
 */
final class PostgresSchema {
  private static final int OLDEST = 150_000;

  private final DataSource source;

  PostgresSchema(DataSource source) {
    this.source = source;
  }

  /**
   * Migrates if need be.
   *
   * @throws StartProblem if the server cannot be used; its message is the line to show
   */
  void bringUpToDate() {
    if (judged() < Migrations.NEWEST) {
      migrate();
    }
  }

  /**
   * Refuses another version than the newest, and changes nothing.
   *
   * @throws StartProblem if it is another one, or the server cannot be used
   */
  void requireNewest() {
    Migrations.refuseOlder(judged(), "on PostgreSQL");
  }

  /** Judges the server and reads the version. */
  private int judged() {
    try (Connection connection = source.getConnection()) {
      refuseUnsafe(connection);
      return version(connection);
    } catch (SQLException e) {
      throw new StartProblem(
          "cannot use the PostgreSQL database: "
              + line(e)
              + "; check database.url, user and password",
          e);
    }
  }

  private static void refuseUnsafe(Connection connection) throws SQLException {
    if (Integer.parseInt(setting(connection, "server_version_num")) < OLDEST) {
      throw new StartProblem(
          "the PostgreSQL server is version "
              + setting(connection, "server_version")
              + ": Latchkey needs 15 or newer");
    }
    for (String name : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      if (setting(connection, name).equals("off")) {
        throw new StartProblem(
            "the PostgreSQL server runs with "
                + name
                + "=off, so a crash would lose what was acknowledged: set it to on");
      }
    }
  }

  private static String setting(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery("SHOW " + name)) {
      results.next();
      return results.getString(1);
    }
  }

  /** Reads the version: 0 for a database without tables. */
  private static int version(Connection connection) throws SQLException {
    int histories =
        number(
            connection,
            """
            SELECT count(*) FROM information_schema.tables
            WHERE table_schema = current_schema() AND table_name = 'flyway_schema_history'
            """);
    if (histories == 0) {
      int tables =
          number(
              connection,
              """
              SELECT count(*) FROM information_schema.tables
              WHERE table_schema = current_schema() AND table_name IN ('accounts', 'sessions')
              """);
      if (tables > 0) {
        throw new StartProblem(
            "the PostgreSQL database belongs to another program: name an empty one, or another"
                + " schema with ?currentSchema=");
      }
      return 0;
    }
    int version =
        number(
            connection,
            """
            SELECT coalesce(max(CAST(version AS INTEGER)), 0)
            FROM flyway_schema_history WHERE success
            """);
    Migrations.refuseNewer(version, "on PostgreSQL");
    return version;
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      return results.next() ? results.getInt(1) : 0;
    }
  }

  private void migrate() {
    try {
      Flyway.configure(PostgresSchema.class.getClassLoader())
          .dataSource(source)
          .resourceProvider(new Migrations(Dialect.POSTGRESQL))
          .javaMigrationClassProvider(List::of)
          .skipDefaultCallbacks(true)
          .placeholderReplacement(false)
          .cleanDisabled(true)
          .lockRetryCount(-1)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StartProblem("cannot bring the PostgreSQL database up to date: " + line(e), e);
    }
  }

  private static String line(Exception thrown) {
    Throwable root = thrown.getCause() instanceof SQLException cause ? cause : thrown;
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("unknown").strip();
  }
}
