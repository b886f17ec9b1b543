package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.ConcurrentChange;
import dev.latchkey.kernel.StoreUnavailable;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a database throws into the words of the kernel. Only the driver's own exception is
 * kept as the cause, since Jdbi's knows the bound values, and those are secrets.
 */
final class Failures {
  private final Dialect dialect;

  Failures(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Runs a query and translates what it throws. */
  <T> T translate(Supplier<T> query) {
    try {
      return query.get();
    } catch (JdbiException e) {
      SQLException cause = cause(e);
      throw cause == null ? withoutValues(e) : translated(cause);
    }
  }

  /** Gives the exception to throw instead. */
  RuntimeException translated(SQLException thrown) {
    return switch (dialect.judge(thrown)) {
      case CONFLICT -> new ConcurrentChange("the database refused a concurrent change");
      case UNAVAILABLE -> new StoreUnavailable(why(thrown), thrown);
      case DEFECT -> new IllegalStateException("the database refused a statement", thrown);
    };
  }

  /** Says what an operator can do something about. */
  private static String why(SQLException thrown) {
    return switch (SqliteFile.primaryCode(thrown)) {
      case SQLITE_FULL -> "the disk of the store is full: make room on it";
      case SQLITE_IOERR -> "the disk of the store fails to read or write";
      case SQLITE_READONLY -> "the disk of the store takes no writes";
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          "the file of the store is damaged: stop the server and restore a backup";
      default -> "the database does not answer";
    };
  }

  private static RuntimeException withoutValues(JdbiException thrown) {
    IllegalStateException clean =
        new IllegalStateException("a statement failed: " + thrown.getClass().getSimpleName());
    clean.setStackTrace(thrown.getStackTrace());
    return clean;
  }

  private static @Nullable SQLException cause(Throwable thrown) {
    for (Throwable one = thrown; one != null; one = one.getCause()) {
      if (one instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
