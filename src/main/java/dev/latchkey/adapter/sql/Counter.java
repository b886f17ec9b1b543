package dev.latchkey.adapter.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A number that only grows, from which a database numbers rows. A copy carries it over, so that no
 * number is ever given out a second time, not even that of a deleted row.
 *
 * @param table the table whose rows it numbers; for {@code device_numbers} the counter itself
 */
record Counter(String table) {
  private static final String DEVICES = "device_numbers";

  /** All of them. */
  static final List<Counter> ALL =
      List.of(
          new Counter("accounts"),
          new Counter("events"),
          new Counter("letters"),
          new Counter(DEVICES));

  /** Reads the last number that was given out, or one below the first. */
  long read(Connection connection, Dialect dialect) throws SQLException {
    String query =
        switch (dialect) {
          case SQLITE ->
              table.equals(DEVICES)
                  ? "SELECT last FROM device_numbers"
                  : "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = '"
                      + table
                      + "'";
          case POSTGRESQL ->
              "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM "
                  + sequence();
        };
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(query)) {
      results.next();
      return results.getLong(1);
    }
  }

  /** Sets the last number that was given out. */
  void write(Connection connection, Dialect dialect, long last) throws SQLException {
    switch (dialect) {
      case SQLITE -> {
        if (table.equals(DEVICES)) {
          execute(connection, "UPDATE device_numbers SET last = ?", last);
        } else {
          execute(connection, "DELETE FROM sqlite_sequence WHERE name = '" + table + "'");
          execute(
              connection,
              "INSERT INTO sqlite_sequence (name, seq) VALUES ('" + table + "', ?)",
              last);
        }
      }
      case POSTGRESQL -> {
        String set = "SELECT setval('" + sequence() + "', ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(set)) {
          long first = table.equals("accounts") ? 100 : 1;
          statement.setLong(1, Math.max(first, last));
          statement.setBoolean(2, last >= first);
          statement.execute();
        }
      }
    }
  }

  /** The name that PostgreSQL gives to the sequence of an identity column. */
  private String sequence() {
    return table.equals(DEVICES) ? DEVICES : table + "_id_seq";
  }

  private static void execute(Connection connection, String sql, long... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setLong(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
