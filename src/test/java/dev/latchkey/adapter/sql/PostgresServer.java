package dev.latchkey.adapter.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A real PostgreSQL server for the tests of this process, started when first needed and stopped
 * with the process. Its log is not synchronised, since these tests kill nothing, but it says that
 * it is.
 */
public final class PostgresServer {
  private static final PostgresServer ONE = new PostgresServer();

  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

  private PostgresServer() {
    try {
      this.server =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "200")
              .setServerConfig("fsync", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the server. */
  public static PostgresServer running() {
    return ONE;
  }

  /** Makes a database and gives its address. */
  public String emptyDatabase() {
    String name = "empty_" + databases.incrementAndGet();
    execute("postgres", "CREATE DATABASE " + name);
    return url(name);
  }

  /** Gives the address of a database. */
  public String url(String database) {
    return server.getJdbcUrl("postgres", database);
  }

  /** Waits until somebody in a database waits for a lock. */
  public void awaitLock(String database) {
    for (int i = 0; i < 1000; i++) {
      if (isAnyWaiting(database)) {
        return;
      }
      LockSupport.parkNanos(10_000_000);
    }
    throw new AssertionError("nobody waits for a lock");
  }

  /** Says whether somebody in a database waits for a lock. */
  public boolean isAnyWaiting(String database) {
    return count(
            "postgres",
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = '"
                + database
                + "'")
        > 0;
  }

  /** Reads a number from a database. */
  public long count(String database, String sql) {
    try (Connection connection = DriverManager.getConnection(url(database));
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      results.next();
      return results.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Runs a statement in a database. */
  public void execute(String database, String sql) {
    try (Connection connection = DriverManager.getConnection(url(database));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }
}
