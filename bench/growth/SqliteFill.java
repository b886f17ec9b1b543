package growth;

import growth.Tables.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills a SQLite file that has its tables: without indexes first, which are made again afterwards by the very words
 * that the schema has for them. Nothing waits for the disk; a fill that was cut off is thrown away.
 */
final class SqliteFill {
  private static final int BATCH = 2_000;
  private static final int COMMIT = 1_000_000;

  private final Path file;

  SqliteFill(Path file) {
    this.file = file;
  }

  /** Fills it with so many people, and leaves it as the program would. */
  void fill(Tables tables, int people) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      for (String pragma :
          List.of("journal_mode=DELETE", "journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-3000000")) {
        execute(connection, "PRAGMA " + pragma);
      }
      List<String> indexes = dropIndexes(connection);
      connection.setAutoCommit(false);
      for (Table table : tables.all()) {
        long began = System.nanoTime();
        fill(connection, table, people);
        Growth.say("sqlite %,d: %s in %d s", people, table.name(), Growth.secondsSince(began));
      }
      connection.commit();
      connection.setAutoCommit(true);
      long began = System.nanoTime();
      for (String index : indexes) {
        execute(connection, index);
      }
      Growth.say("sqlite %,d: %d indexes in %d s", people, indexes.size(), Growth.secondsSince(began));
      execute(connection, "PRAGMA journal_mode=WAL");
    }
  }

  private static List<String> dropIndexes(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    List<String> words = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")) {
      while (found.next()) {
        names.add(found.getString(1));
        words.add(found.getString(2));
      }
    }
    for (String name : names) {
      execute(connection, "DROP INDEX " + name);
    }
    return words;
  }

  private static void fill(Connection connection, Table table, int people) throws Exception {
    String places = "?" + ", ?".repeat(table.columns().size() - 1);
    String sql =
        "INSERT INTO " + table.name() + " (" + String.join(", ", table.columns()) + ") VALUES (" + places + ")";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int number = 0; number < people; number++) {
        table
            .rows()
            .of(
                new Person(number),
                values -> {
                  for (int i = 0; i < values.length; i++) {
                    insert.setObject(i + 1, values[i]);
                  }
                  insert.addBatch();
                });
        if (number % BATCH == BATCH - 1) {
          insert.executeBatch();
        }
        if (number % COMMIT == COMMIT - 1) {
          connection.commit();
        }
      }
      insert.executeBatch();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
