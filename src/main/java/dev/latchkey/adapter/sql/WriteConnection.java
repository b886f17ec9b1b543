package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.Entropy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one connection of this process that writes, opened again after it failed. Other processes
 * write to the same file, so the beginning of a transaction may have to wait for them.
 */
final class WriteConnection implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WriteConnection.class.getName());

  /** Enough to wait for about ten seconds, with the driver's 15 milliseconds and the pauses. */
  static final int PATIENT = 600;

  private static final int LONGEST_PAUSE_MILLIS = 4;

  private final Jdbi jdbi;
  private final Entropy entropy;
  private final int attempts;
  private @Nullable Handle handle;
  private boolean isDistrusted;

  /**
   * Makes one.
   *
   * @param attempts how often to try to begin while another process writes
   */
  WriteConnection(Jdbi jdbi, Entropy entropy, int attempts) {
    this.jdbi = jdbi;
    this.entropy = entropy;
    this.attempts = attempts;
  }

  /** Gives the connection, opened if need be. */
  Handle handle() throws SQLException {
    try {
      if (handle == null) {
        handle = jdbi.open();
      }
      return handle;
    } catch (JdbiException e) {
      throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
    }
  }

  /** Begins a transaction that has the right to write from the start, so that it never loses it. */
  void begin() throws SQLException {
    if (isDistrusted) {
      patiently(this::emptyLog);
      isDistrusted = false;
      LOG.log(System.Logger.Level.INFO, "the disk takes writes again");
    }
    patiently(() -> execute("BEGIN IMMEDIATE"));
  }

  /**
   * Says that the disk failed to write. Whether it has what it was given before is then unknown,
   * and asking it once more proves nothing: a system may have dropped what it could not write, and
   * call the next {@code fsync} a success. So nothing is begun before everything in the log was
   * written into the database anew, synchronised, and the log begun afresh.
   */
  void distrust(SQLException why) {
    if (!isDistrusted) {
      isDistrusted = true;
      LOG.log(
          System.Logger.Level.ERROR,
          "the disk of the store fails to write ("
              + SqliteFile.primaryCode(why)
              + "): changes are refused until it does; what was acknowledged is kept");
    }
  }

  private void emptyLog() throws SQLException {
    try (Statement statement = handle().getConnection().createStatement();
        ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      if (result.next() && result.getInt("busy") != 0) {
        throw new SQLiteException("somebody reads from the log", SQLiteErrorCode.SQLITE_BUSY);
      }
    }
  }

  private void patiently(Step step) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        step.run();
        return;
      } catch (SQLException e) {
        if (!SqliteFile.isBusy(e) || attempt == attempts) {
          throw e;
        }
        pause();
      }
    }
  }

  /** Runs a statement without parameters or results. */
  void execute(String sql) throws SQLException {
    try (Statement statement = handle().getConnection().createStatement()) {
      statement.execute(sql);
    }
  }

  /** Rolls back whatever is left of a transaction that failed, and starts afresh next time. */
  void abandon() {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // SQLite has rolled back by itself after some errors.
      LOG.log(System.Logger.Level.DEBUG, "nothing to roll back", e);
    }
    close();
  }

  /** A step that may find another connection in the way. */
  private interface Step {
    void run() throws SQLException;
  }

  @Override
  public void close() {
    Handle open = handle;
    handle = null;
    if (open != null) {
      open.close();
    }
  }

  private void pause() throws SQLException {
    try {
      Thread.sleep(1 + (entropy.bytes(1)[0] & 0xff) % LONGEST_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
  }
}
