package dev.latchkey.adapter.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * A number that only grows, from which a database numbers rows. A copy carries it over, so that no
 * number is ever given out a second time, not even that of a deleted row.
 *
 * @param table the table whose rows it numbers; for {@code device_numbers} the counter itself
 */
record Counter(String table) {
  private static final long DEVICES_AT_LEAST = 1_000_000;
  private static final long DEVICES_PER_SECOND = 100;
  private static final long ACCOUNTS_AT_LEAST = 1_000;

  /** Numbers accounts. */
  static final Counter ACCOUNTS = new Counter("accounts");

  /** Numbers the devices of sessions. */
  static final Counter DEVICES = new Counter("device_numbers");

  /** All of them. */
  static final List<Counter> ALL =
      List.of(ACCOUNTS, new Counter("events"), new Counter("letters"), DEVICES);

  /**
   * Says by how much a restored store skips ahead, so that what was numbered between the backup and
   * its return is not met again: an old token of a device holds nothing but its number, and other
   * systems know accounts by theirs. Far more than is ever given out in the time.
   *
   * @param last the last number in the backup
   * @param age how old the backup is
   */
  long leap(long last, Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    long wanted =
        switch (table) {
          case "device_numbers" -> DEVICES_AT_LEAST + DEVICES_PER_SECOND * seconds;
          case "accounts" -> ACCOUNTS_AT_LEAST + seconds;
          default -> 0;
        };
    // Numbers have 32 bits; of what is left no restore takes more than the half.
    return Math.min(wanted, (Integer.MAX_VALUE - last) / 2);
  }

  /** Reads the last number that was given out, or one below the first. */
  long read(Connection connection, Dialect dialect) throws SQLException {
    String query =
        switch (dialect) {
          case SQLITE ->
              isOfDevices()
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
        if (isOfDevices()) {
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

  private boolean isOfDevices() {
    return table.equals("device_numbers");
  }

  /** The name that PostgreSQL gives to the sequence of an identity column. */
  private String sequence() {
    return isOfDevices() ? table : table + "_id_seq";
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
