package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.StartProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * Brings the schema of a SQLite file to the version that this program knows. A start on a current
 * schema costs one query. Of several processes that start at once on an older one, one migrates and
 * the others wait.
 */
final class SqliteSchema {
  private static final long WAIT_MILLIS = 20;
  private static final int WAITS = 1_500;

  private final SqliteFile file;

  SqliteSchema(SqliteFile file) {
    this.file = file;
  }

  /**
   * Migrates if need be.
   *
   * @param connection reads the version; it is left as it was
   */
  void bringUpToDate(Connection connection) throws SQLException {
    if (version(connection) < Migrations.NEWEST) {
      Path beside = file.path().resolveSibling(file.path().getFileName() + ".lock");
      // A file of its own: closing any other handle on the database would drop SQLite's own locks.
      try (FileChannel channel =
              FileChannel.open(
                  beside,
                  Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                  SqliteFile.forOwnerOnly(beside, "rw-------"));
          FileLock held = lock(channel)) {
        if (held.isValid() && version(connection) < Migrations.NEWEST) {
          migrate();
        }
      } catch (IOException e) {
        throw new StartProblem(
            "cannot lock " + beside + ": make its directory writable for this user", e);
      }
    }
  }

  /**
   * Refuses another version than the newest, and changes nothing.
   *
   * @throws StartProblem if it is another one
   */
  void requireNewest(Connection connection) throws SQLException {
    Migrations.refuseOlder(version(connection), file.path());
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    for (int i = 0; i < WAITS; i++) {
      FileLock lock = tryLock(channel);
      if (lock != null) {
        return lock;
      }
      try {
        Thread.sleep(WAIT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    throw new StartProblem(
        "another program has been migrating the database for too long: stop it and try again");
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process, through another instance.
      return null;
    }
  }

  /** Reads the version: 0 for an empty file. */
  private int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int tables = number(statement, "SELECT count(*) FROM sqlite_master");
      if (tables == 0) {
        return 0;
      }
      int histories =
          number(
              statement, "SELECT count(*) FROM sqlite_master WHERE name = 'flyway_schema_history'");
      if (histories == 0) {
        throw new StartProblem(
            "the database " + file.path() + " belongs to another program: name another file");
      }
      if (number(statement, "SELECT count(*) FROM sqlite_master WHERE name = 'backup_label'") > 0) {
        throw new StartProblem(
            "the database "
                + file.path()
                + " is a backup, whose numbers would be given out twice: move it elsewhere and bring"
                + " it back with latchkey restore");
      }
      int version =
          number(
              statement,
              "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success");
      Migrations.refuseNewer(version, file.path());
      return version;
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet results = statement.executeQuery(sql)) {
      return results.next() ? results.getInt(1) : 0;
    }
  }

  private void migrate() {
    try {
      Flyway.configure(SqliteSchema.class.getClassLoader())
          .dataSource(new SqliteSource(file))
          .resourceProvider(new Migrations(Dialect.SQLITE))
          .javaMigrationClassProvider(List::of)
          .skipDefaultCallbacks(true)
          .placeholderReplacement(false)
          .cleanDisabled(true)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StartProblem(
          "cannot bring the database " + file.path() + " up to date: " + firstLine(e), e);
    }
  }

  private static String firstLine(FlywayException thrown) {
    return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("unknown");
  }
}
