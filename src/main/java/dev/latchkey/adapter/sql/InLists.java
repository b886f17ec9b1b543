package dev.latchkey.adapter.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A query for rows whose key is in a list. The list is cut into pieces of one length, the last of
 * them filled up by repeating a key, so that the text of the query is always the same.
 *
 * @param sql the query, with {@code %s} where the list goes; its other parameters come before that
 */
record InLists(String sql) {
  private static final int LENGTH = 250;

  /** Asks, and hands each row to the reader. */
  void query(Connection connection, List<Object> first, Collection<?> keys, Reader reader)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    List<Object> all = new ArrayList<>(keys);
    String text = sql.replace("%s", Jdbc.marks(LENGTH));
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      for (int from = 0; from < all.size(); from += LENGTH) {
        int column = 1;
        for (Object value : first) {
          statement.setObject(column++, value);
        }
        for (int i = from; i < from + LENGTH; i++) {
          statement.setObject(column++, all.get(Math.min(i, all.size() - 1)));
        }
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            reader.read(new Row(rows));
          }
        }
      }
    }
  }

  /** Reads a row. */
  @FunctionalInterface
  interface Reader {
    void read(Row row) throws SQLException;
  }
}
