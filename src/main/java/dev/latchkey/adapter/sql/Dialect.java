package dev.latchkey.adapter.sql;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What differs between databases. All other SQL is the same for each. */
enum Dialect {
  /** SQLite, embedded. */
  SQLITE(
      "sqlite",
      """
      UPDATE device_numbers SET last = last + 1 WHERE one = 1 RETURNING last
      """,
      // The one writer holds everything.
      "",
      "",
      ""),
  /** PostgreSQL, and what speaks its protocol. */
  POSTGRESQL(
      "postgresql",
      """
      SELECT nextval('device_numbers')
      """,
      // Waits for those who lock or change the row, not for those whose new rows refer to it.
      " FOR NO KEY UPDATE",
      " FOR KEY SHARE",
      " FOR UPDATE SKIP LOCKED");

  /**
   * Classes and codes of Appendix A of the PostgreSQL manual that mean "not now": connection lost,
   * out of resources, cancelled or timed out, shutting down, a standby, a broken disk.
   */
  private static final Pattern NOT_NOW =
      Pattern.compile("08...|53...|57...|58...|XX00[12]|25006|25P03|55P03|28P01|3D000");

  private final String folder;
  private final String nextDeviceNumber;
  private final String rowLock;
  private final String holdLock;
  private final String passOverLocked;

  Dialect(
      String folder,
      String nextDeviceNumber,
      String rowLock,
      String holdLock,
      String passOverLocked) {
    this.folder = folder;
    this.nextDeviceNumber = nextDeviceNumber;
    this.rowLock = rowLock;
    this.holdLock = holdLock;
    this.passOverLocked = passOverLocked;
  }

  /** Names the folder of the migrations that are only for this database. */
  String folder() {
    return folder;
  }

  /** Says how often a transaction is tried that others are in the way of. */
  int attempts() {
    return switch (this) {
      // There is one writer, so almost nothing is ever in the way.
      case SQLITE -> 10;
      // Two wait for each other, or a row went away meanwhile: seldom. Engines that know only
      // serializable transactions need more of them.
      case POSTGRESQL -> 20;
    };
  }

  /** Gives the query that draws a device number. */
  String nextDeviceNumber() {
    return nextDeviceNumber;
  }

  /** Gives what ends a query whose rows nobody else may change until the transaction is over. */
  String rowLock() {
    return rowLock;
  }

  /** Gives what ends a query whose rows nobody may delete until the transaction is over. */
  String holdLock() {
    return holdLock;
  }

  /** Gives what ends a query that takes the next row that nobody else is just taking. */
  String passOverLocked() {
    return passOverLocked;
  }

  /** Names the function that finds a text within another, counted from 1, or gives 0. */
  String position() {
    return switch (this) {
      case SQLITE -> "instr";
      case POSTGRESQL -> "strpos";
    };
  }

  /** Says what the database meant. */
  Failure judge(SQLException thrown) {
    String state = thrown.getSQLState();
    if ("40001".equals(state) || "40P01".equals(state) || "23503".equals(state)) {
      return Failure.CONFLICT;
    }
    // A pool throws without a code when it has no connection to give.
    if (thrown instanceof SQLTimeoutException
        || thrown instanceof SQLTransientConnectionException
        || (state != null && NOT_NOW.matcher(state).matches())) {
      return Failure.UNAVAILABLE;
    }
    return thrown instanceof SQLiteException sqlite
        ? judge(sqlite.getResultCode())
        : Failure.DEFECT;
  }

  private static Failure judge(SQLiteErrorCode code) {
    // A missing parent row was there when the work read it: a deletion came between.
    if (code == SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY) {
      return Failure.CONFLICT;
    }
    // The low byte is the primary result code, https://www.sqlite.org/rescode.html
    return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
      case SQLITE_BUSY,
          SQLITE_LOCKED,
          SQLITE_NOMEM,
          SQLITE_READONLY,
          SQLITE_INTERRUPT,
          SQLITE_IOERR,
          SQLITE_CORRUPT,
          SQLITE_FULL,
          SQLITE_CANTOPEN,
          SQLITE_PROTOCOL,
          SQLITE_PERM,
          SQLITE_NOTADB ->
          Failure.UNAVAILABLE;
      default -> Failure.DEFECT;
    };
  }
}
