package dev.latchkey.adapter.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The connections of this process to a PostgreSQL database, opened when first needed, checked
 * before use after a pause, and replaced when they break. Several hosts may be named; only the one
 * that takes writes is used, so that after a failover the next connections go to the new primary.
 */
final class PostgresPool implements Readers, Writers {
  private static final long CONNECT_SECONDS = 3;
  private static final long VALIDATE_MILLIS = 1_000;
  private static final long KEEP_ALIVE_MILLIS = 60_000;
  private static final long LIFE_MILLIS = 1_800_000;

  private final HikariDataSource source;
  private final Jdbi jdbi;
  private final Failures failures;

  PostgresPool(
      DatabaseSettings settings, Function<HikariDataSource, Jdbi> jdbi, Failures failures) {
    this.source = new HikariDataSource(configuration(settings));
    this.jdbi = jdbi.apply(source);
    this.failures = failures;
  }

  private static HikariConfig configuration(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("latchkey");
    config.setJdbcUrl(settings.url());
    if (settings.user() != null) {
      config.setUsername(settings.user());
    }
    if (settings.password() != null) {
      config.setPassword(settings.password());
    }
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(Math.min(2, settings.connections()));
    config.setConnectionTimeout(settings.patience().toMillis());
    config.setValidationTimeout(Math.min(VALIDATE_MILLIS, settings.patience().toMillis()));
    config.setKeepaliveTime(KEEP_ALIVE_MILLIS);
    config.setMaxLifetime(LIFE_MILLIS);
    // Each statement sees what was committed before it, also what a lock was waited for. The
    // default of a database may be another level, whose snapshot would be older than the lock.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    // The first connection is made by the schema, which says plainly what is wrong.
    config.setInitializationFailTimeout(-1);
    long seconds = Math.max(1, settings.statementTimeout().toSeconds());
    config.addDataSourceProperty("ApplicationName", "latchkey");
    config.addDataSourceProperty("targetServerType", "primary");
    config.addDataSourceProperty("connectTimeout", Long.toString(CONNECT_SECONDS));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // Past the server's own timeout, so that only a server that is gone runs into it.
    config.addDataSourceProperty("socketTimeout", Long.toString(seconds + CONNECT_SECONDS));
    config.addDataSourceProperty(
        "options",
        // Every query has its index. A plan that was made while a table was small must not go on
        // reading all of it once it has grown.
        "-c enable_seqscan=off -c statement_timeout="
            + settings.statementTimeout().toMillis()
            + " -c idle_in_transaction_session_timeout="
            + 2 * settings.statementTimeout().toMillis());
    return config;
  }

  /** Says how the connections are used. */
  Database.PoolUse use() {
    HikariPoolMXBean pool = source.getHikariPoolMXBean();
    return pool == null
        ? new Database.PoolUse(0, 0, 0)
        : new Database.PoolUse(
            pool.getTotalConnections(),
            pool.getActiveConnections(),
            pool.getThreadsAwaitingConnection());
  }

  /** Gives the connections, for what is not a query of a table. */
  HikariDataSource source() {
    return source;
  }

  @Override
  public <T> T read(Function<Handle, T> query) {
    return failures.translate(
        () -> {
          try (Handle handle = jdbi.open()) {
            return query.apply(handle);
          }
        });
  }

  @Override
  public <T> T run(Function<OpenTransaction, T> work) {
    Committed<T> committed = failures.translate(() -> commit(work));
    committed.transaction().runEffects();
    return committed.result();
  }

  private <T> Committed<T> commit(Function<OpenTransaction, T> work) {
    try (Handle handle = jdbi.open()) {
      Connection connection = handle.getConnection();
      connection.setAutoCommit(false);
      boolean isCommitted = false;
      try {
        OpenTransaction open = new OpenTransaction(handle);
        T result = open.apply(work);
        connection.commit();
        isCommitted = true;
        return new Committed<>(open, result);
      } finally {
        finish(connection, isCommitted);
      }
    } catch (SQLException e) {
      throw failures.translated(e);
    }
  }

  private static void finish(Connection connection, boolean isCommitted) {
    try {
      if (!isCommitted) {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // The connection is gone, and the transaction with it.
      System.getLogger(PostgresPool.class.getName())
          .log(System.Logger.Level.DEBUG, "nothing to roll back", e);
    }
  }

  @Override
  public void close() {
    source.close();
  }

  private record Committed<T>(OpenTransaction transaction, T result) {}
}
