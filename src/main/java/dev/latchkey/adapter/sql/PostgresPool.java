package dev.latchkey.adapter.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The connections of this process to a PostgreSQL database, opened when first needed, checked
 * before use after a pause, and replaced when they break. Several hosts may be named; only the one
 * that takes writes is used, so that after a failover the next connections go to the new primary.
 */
final class PostgresPool implements Readers, Writers {
  /** A session that took longer to read is not believed. */
  private static final Duration QUICK = Duration.ofSeconds(1);

  /** SQLSTATE "transaction resolution unknown". */
  private static final String IN_DOUBT = "08007";

  private static final long CONNECT_SECONDS = 3;
  private static final long VALIDATE_MILLIS = 500;
  private static final long KEEP_ALIVE_MILLIS = 60_000;
  private static final long LIFE_MILLIS = 1_800_000;

  private final HikariDataSource source;
  private final Jdbi jdbi;
  private final Failures failures;

  PostgresPool(
      DatabaseSettings settings,
      Timelines timelines,
      Function<HikariDataSource, Jdbi> jdbi,
      Failures failures) {
    this.source = new HikariDataSource(configuration(settings, timelines));
    this.jdbi = jdbi.apply(source);
    this.failures = failures;
  }

  private static HikariConfig configuration(DatabaseSettings settings, Timelines timelines) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("latchkey");
    config.setDataSource(source(settings, timelines));
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
    return config;
  }

  private static PrimarySource source(DatabaseSettings settings, Timelines timelines) {
    long seconds = Math.max(1, settings.statementTimeout().toSeconds());
    Properties properties = properties(settings, settings.statementTimeout());
    properties.setProperty("connectTimeout", Long.toString(CONNECT_SECONDS));
    properties.setProperty("loginTimeout", Long.toString(CONNECT_SECONDS));
    // Past the server's own timeout, so that only a server that is gone runs into it.
    properties.setProperty("socketTimeout", Long.toString(seconds + CONNECT_SECONDS));
    return new PrimarySource(url(settings), properties, timelines);
  }

  /**
   * Opens connections for reads of which only a quick answer is worth anything: whatever takes
   * longer than a second is given up, and its connection with it.
   */
  static PrimarySource quickSource(DatabaseSettings settings, Timelines timelines) {
    Properties properties = properties(settings, QUICK);
    String seconds = Long.toString(QUICK.toSeconds());
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    return new PrimarySource(url(settings), properties, timelines);
  }

  private static String url(DatabaseSettings settings) {
    return Objects.requireNonNull(settings.url(), "the embedded store has no pool");
  }

  private static Properties properties(DatabaseSettings settings, Duration statementTimeout) {
    Properties properties = new Properties();
    if (settings.user() != null) {
      properties.setProperty("user", settings.user());
    }
    if (settings.password() != null) {
      properties.setProperty("password", settings.password());
    }
    properties.setProperty("ApplicationName", "latchkey");
    properties.setProperty("targetServerType", "primary");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty(
        "options",
        // Every query has its index. A plan that was made while a table was small must not go on
        // reading all of it once it has grown.
        "-c enable_seqscan=off -c statement_timeout="
            + statementTimeout.toMillis()
            + " -c idle_in_transaction_session_timeout="
            + 2 * statementTimeout.toMillis());
    return properties;
  }

  /** Replaces every connection, each as soon as nobody uses it. */
  void evict() {
    HikariPoolMXBean pool = source.getHikariPoolMXBean();
    if (pool != null) {
      pool.softEvictConnections();
    }
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
  public <T> T glance(Function<Handle, T> query) {
    return failures.translate(
        () -> {
          try (Handle handle = jdbi.open()) {
            // Local to the driver; the pool puts it back.
            handle.getConnection().setNetworkTimeout(Runnable::run, (int) QUICK.toMillis());
            return query.apply(handle);
          } catch (SQLException e) {
            throw failures.translated(e);
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
        connection.clearWarnings();
        commit(connection, open);
        isCommitted = true;
        return new Committed<>(open, result);
      } finally {
        finish(connection, isCommitted);
      }
    } catch (SQLException e) {
      throw failures.translated(e);
    }
  }

  /** Whatever fails from here on may fail after the server has committed. */
  private static void commit(Connection connection, OpenTransaction open) throws SQLException {
    boolean isCertain = false;
    try {
      connection.commit();
      refuseDoubt(connection);
      isCertain = true;
    } finally {
      if (!isCertain) {
        open.forgetBeliefs();
      }
    }
  }

  /**
   * A primary that gives up waiting for its standby, because the statement timeout has passed, says
   * so in a warning and succeeds. A failover would lose what was committed then.
   */
  private static void refuseDoubt(Connection connection) throws SQLException {
    SQLWarning warning = connection.getWarnings();
    if (warning != null) {
      throw new SQLException(
          "what was committed may not outlive the primary: " + warning.getMessage(),
          IN_DOUBT,
          warning);
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
