package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.StartProblem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a copy has come, kept in the target within the transactions that write its rows, so that
 * a copy that was killed goes on where it stopped. As long as the table exists, no server starts on
 * that database.
 */
final class CopyProgress {
  private final Connection target;

  private CopyProgress(Connection target) {
    this.target = target;
  }

  /** Says whether a copy into a database was begun and not finished. */
  static boolean isUnfinished(Connection connection) throws SQLException {
    try (ResultSet tables = connection.getMetaData().getTables(null, null, "copy_progress", null)) {
      return tables.next();
    }
  }

  /**
   * Begins, or goes on with what was begun.
   *
   * @throws StartProblem if the target holds anything that no copy brought there
   */
  static CopyProgress begin(Connection target) throws SQLException {
    if (!isUnfinished(target)) {
      for (String table : CopiedTable.ORDER) {
        if (new CopiedTable(table, List.of(), List.of()).count(target) > 0) {
          throw new StartProblem(
              "the target is not empty: its table "
                  + table
                  + " has rows; name an empty database or directory");
        }
      }
      execute(
          target,
          """
          CREATE TABLE copy_progress (
            name     TEXT   NOT NULL PRIMARY KEY,
            last_key TEXT   NOT NULL,
            copied   BIGINT NOT NULL
          )
          """);
      target.commit();
    }
    return new CopyProgress(target);
  }

  /** Gives how far a table has come; null if it was not begun. */
  @Nullable Mark of(String table) throws SQLException {
    try (PreparedStatement statement =
        target.prepareStatement("SELECT last_key, copied FROM copy_progress WHERE name = ?")) {
      statement.setString(1, table);
      try (ResultSet results = statement.executeQuery()) {
        return results.next()
            ? new Mark(CopiedTable.read(results.getString(1)), results.getLong(2))
            : null;
      }
    }
  }

  /** Notes how far a table has come, in the transaction that wrote the rows. */
  void note(String table, Mark mark) throws SQLException {
    try (PreparedStatement statement =
        target.prepareStatement(
            """
            INSERT INTO copy_progress (name, last_key, copied) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE
            SET last_key = excluded.last_key, copied = excluded.copied
            """)) {
      statement.setString(1, table);
      statement.setString(2, CopiedTable.written(mark.lastKey()));
      statement.setLong(3, mark.copied());
      statement.executeUpdate();
    }
  }

  /** Says that all is there and was verified. */
  void finish() throws SQLException {
    execute(target, "DROP TABLE copy_progress");
    target.commit();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * How far a table has come.
   *
   * @param lastKey the key of the last row
   * @param copied how many rows
   */
  record Mark(List<Object> lastKey, long copied) {}
}
