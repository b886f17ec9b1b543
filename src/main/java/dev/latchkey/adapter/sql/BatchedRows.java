package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.ConcurrentChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows for one statement, written together. */
final class BatchedRows implements AutoCloseable {
  private final PreparedStatement statement;
  private int count;

  BatchedRows(Connection connection, String sql) throws SQLException {
    this.statement = connection.prepareStatement(sql);
  }

  /** Adds a row. */
  void add(@Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value == null) {
        // The database finds out by itself of which type the column is.
        statement.setNull(i + 1, Types.NULL);
      } else {
        statement.setObject(i + 1, value);
      }
    }
    statement.addBatch();
    count++;
  }

  /**
   * Writes the rows that were added.
   *
   * @throws ConcurrentChange if one of them was refused, since somebody else wrote it first
   */
  void write() throws SQLException {
    if (count > 0 && Arrays.stream(statement.executeBatch()).anyMatch(rows -> rows != 1)) {
      throw new ConcurrentChange("a name or a number was taken meanwhile");
    }
    count = 0;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
