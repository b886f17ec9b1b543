package dev.latchkey.adapter.sql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table as a copy sees it: its columns by name, and the key by which its rows are paged.
 *
 * @param name its name
 * @param columns all its columns
 * @param key the columns of its primary key, in their order
 */
record CopiedTable(String name, List<String> columns, List<String> key) {
  /** Every table that holds something, each after those that its rows point to. */
  static final List<String> ORDER =
      List.of(
          "accounts",
          "identifiers",
          "passwords",
          "known_devices",
          "known_places",
          "lockouts",
          "clients",
          "sessions",
          "session_endings",
          "tokens",
          "challenges",
          "letters",
          "events",
          "imports",
          "imported_accounts",
          "signing_keys",
          "leases",
          "door_uses");

  /** Finds out what a table looks like. */
  static CopiedTable look(Connection connection, String name) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM " + name + " WHERE 1 = 0")) {
      for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
        columns.add(none.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
      }
    }
    TreeMap<Integer, String> key = new TreeMap<>();
    try (ResultSet keys = connection.getMetaData().getPrimaryKeys(null, null, name)) {
      while (keys.next()) {
        key.put(keys.getInt("KEY_SEQ"), keys.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
      }
    }
    return new CopiedTable(name, List.copyOf(columns), List.copyOf(key.values()));
  }

  /** Counts the rows. */
  long count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery("SELECT count(*) FROM " + name)) {
      results.next();
      return results.getLong(1);
    }
  }

  /**
   * Prepares to read a page in the order of the key.
   *
   * @param after the key of the last row that was read; null to begin
   * @param limit at most so many rows
   */
  PreparedStatement page(Connection connection, @Nullable List<Object> after, int limit)
      throws SQLException {
    String keys = String.join(", ", key);
    String beyond = after == null ? "" : " WHERE (" + keys + ") > (" + marks(key.size()) + ")";
    PreparedStatement statement =
        connection.prepareStatement(
            "SELECT "
                + String.join(", ", columns)
                + " FROM "
                + name
                + beyond
                + " ORDER BY "
                + keys
                + " LIMIT "
                + limit);
    for (int i = 0; after != null && i < after.size(); i++) {
      statement.setObject(i + 1, after.get(i));
    }
    return statement;
  }

  /** Prepares to write rows with all their columns. */
  PreparedStatement insertion(Connection connection) throws SQLException {
    return connection.prepareStatement(
        "INSERT INTO "
            + name
            + " ("
            + String.join(", ", columns)
            + ") VALUES ("
            + marks(columns.size())
            + ")");
  }

  private static String marks(int count) {
    return String.join(", ", java.util.Collections.nCopies(count, "?"));
  }

  /** Takes the key out of a row. */
  List<Object> keyOf(ResultSet row) throws SQLException {
    List<Object> values = new ArrayList<>();
    for (String column : key) {
      values.add(row.getObject(column));
    }
    return values;
  }

  /** Writes a key as text: numbers as they are, texts in base64 behind a tilde. */
  static String written(List<Object> key) {
    List<String> parts = new ArrayList<>();
    for (Object part : key) {
      parts.add(
          part instanceof Number number
              ? Long.toString(number.longValue())
              : "~"
                  + Base64.getEncoder()
                      .encodeToString(part.toString().getBytes(StandardCharsets.UTF_8)));
    }
    return String.join(",", parts);
  }

  /** Reads what {@link #written} wrote. */
  static List<Object> read(String text) {
    List<Object> key = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      key.add(
          part.startsWith("~")
              ? new String(Base64.getDecoder().decode(part.substring(1)), StandardCharsets.UTF_8)
              : (Object) Long.valueOf(part));
    }
    return key;
  }
}
