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
      """),
  /** PostgreSQL, and what speaks its protocol. */
  POSTGRESQL(
      "postgresql",
      """
      SELECT nextval('device_numbers')
      """);

  /**
   * Classes and codes of Appendix A of the PostgreSQL manual that mean "not now": connection lost,
   * out of resources, cancelled or timed out, shutting down, a standby, a broken disk.
   */
  private static final Pattern NOT_NOW =
      Pattern.compile("08...|53...|57...|58...|XX00[12]|25006|25P03|55P03|28P01|3D000");

  private final String folder;
  private final String nextDeviceNumber;

  Dialect(String folder, String nextDeviceNumber) {
    this.folder = folder;
    this.nextDeviceNumber = nextDeviceNumber;
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
      // About two seconds of pauses: predicate locks cover whole pages, so small tables collide.
      case POSTGRESQL -> 60;
    };
  }

  /** Gives the query that draws a device number. */
  String nextDeviceNumber() {
    return nextDeviceNumber;
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
