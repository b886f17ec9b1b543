package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.StartProblem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tables by which a backup can be told and judged: its label, and what each of the other tables
 * and counters held when it was written.
 */
final class BackupContents {
  private static final int FORMAT = 1;

  private BackupContents() {}

  /** Writes them. */
  static void write(Connection file, BackupLabel label, Map<String, Checksum> tables)
      throws SQLException {
    try (Statement statement = file.createStatement()) {
      statement.execute(
          """
          CREATE TABLE backup_label (
            format   INTEGER NOT NULL,
            made_at  BIGINT  NOT NULL,
            key_mark TEXT    NOT NULL
          )
          """);
      statement.execute(
          """
          CREATE TABLE backup_tables (
            name TEXT   NOT NULL PRIMARY KEY,
            size BIGINT NOT NULL,
            high BIGINT NOT NULL,
            low  BIGINT NOT NULL
          )
          """);
      statement.execute(
          """
          CREATE TABLE backup_counters (
            name TEXT   NOT NULL PRIMARY KEY,
            last BIGINT NOT NULL
          )
          """);
    }
    insert(
        file,
        "INSERT INTO backup_label (format, made_at, key_mark) VALUES (?, ?, ?)",
        FORMAT,
        label.madeAt().toEpochMilli(),
        label.keyMark());
    for (Map.Entry<String, Checksum> table : tables.entrySet()) {
      Checksum sum = table.getValue();
      insert(
          file,
          "INSERT INTO backup_tables (name, size, high, low) VALUES (?, ?, ?, ?)",
          table.getKey(),
          sum.rows(),
          sum.high(),
          sum.low());
    }
    for (Counter counter : Counter.ALL) {
      insert(
          file,
          "INSERT INTO backup_counters (name, last) VALUES (?, ?)",
          counter.table(),
          counter.read(file, Dialect.SQLITE));
    }
  }

  /** Says whether a file has any. */
  static boolean areIn(Connection file) throws SQLException {
    return !rows(file, "SELECT name FROM sqlite_master WHERE name = 'backup_label'").isEmpty();
  }

  /**
   * Reads the label.
   *
   * @throws StartProblem if a newer program wrote it
   */
  static BackupLabel label(Connection file) throws SQLException {
    try (Statement statement = file.createStatement();
        ResultSet results =
            statement.executeQuery("SELECT format, made_at, key_mark FROM backup_label")) {
      if (!results.next()) {
        throw new SQLException("the label is empty");
      }
      if (results.getInt(1) > FORMAT) {
        throw new StartProblem(
            "the backup was written by a newer Latchkey: restore it with that program");
      }
      return new BackupLabel(Instant.ofEpochMilli(results.getLong(2)), results.getString(3));
    }
  }

  /** Reads what each table held. */
  static Map<String, Checksum> tables(Connection file) throws SQLException {
    Map<String, Checksum> tables = new LinkedHashMap<>();
    try (Statement statement = file.createStatement();
        ResultSet results =
            statement.executeQuery("SELECT name, size, high, low FROM backup_tables")) {
      while (results.next()) {
        tables.put(
            results.getString(1),
            new Checksum(results.getLong(2), results.getLong(3), results.getLong(4)));
      }
    }
    return tables;
  }

  /** Reads where each counter stood. */
  static Map<String, Long> counters(Connection file) throws SQLException {
    return rows(file, "SELECT name, last FROM backup_counters");
  }

  /** Removes them, which makes the file a store. */
  static void drop(Connection file) throws SQLException {
    try (Statement statement = file.createStatement()) {
      statement.execute("DROP TABLE backup_label");
      statement.execute("DROP TABLE backup_tables");
      statement.execute("DROP TABLE backup_counters");
    }
  }

  private static Map<String, Long> rows(Connection file, String query) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    try (Statement statement = file.createStatement();
        ResultSet results = statement.executeQuery(query)) {
      boolean hasNumber = results.getMetaData().getColumnCount() > 1;
      while (results.next()) {
        rows.put(results.getString(1), hasNumber ? results.getLong(2) : 0);
      }
    }
    return rows;
  }

  private static void insert(Connection file, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = file.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
