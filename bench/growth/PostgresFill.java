package growth;

import growth.Tables.Table;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Fills a PostgreSQL database that has its tables, by COPY: without indexes and constraints first, which are made
 * again afterwards by the words that the database itself has for them.
 */
final class PostgresFill {
  private static final int CHUNK = 1 << 18;

  private final String url;

  PostgresFill(String url) {
    this.url = url;
  }

  /** Fills it with so many people, and leaves it vacuumed and analysed. */
  void fill(Tables tables, int people) throws Exception {
    try (Connection connection = DriverManager.getConnection(url)) {
      execute(connection, "SET maintenance_work_mem = '1GB'");
      execute(connection, "SET max_parallel_maintenance_workers = 1");
      List<String> words = new ArrayList<>();
      for (Table table : tables.all()) {
        words.addAll(strip(connection, table.name()));
      }
      for (Table table : tables.all()) {
        long began = System.nanoTime();
        copy(connection, table, people);
        Growth.say("postgresql %,d: %s in %d s", people, table.name(), Growth.secondsSince(began));
      }
      long began = System.nanoTime();
      words.sort(Comparator.comparing(one -> one.contains("FOREIGN KEY")));
      for (String one : words) {
        execute(connection, one);
      }
      Growth.say("postgresql %,d: indexes and constraints in %d s", people, Growth.secondsSince(began));
      execute(connection, "SELECT setval('accounts_id_seq', (SELECT max(id) FROM accounts))");
      execute(connection, "SELECT setval('events_id_seq', (SELECT max(id) FROM events))");
      execute(connection, "VACUUM (ANALYZE)");
    }
  }

  /** Takes indexes and constraints away, children's references first, and gives the statements that bring them back. */
  private static List<String> strip(Connection connection, String table) throws SQLException {
    List<String> back = new ArrayList<>();
    List<String> drops = new ArrayList<>();
    String constraints =
        """
        SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE (conrelid = '%1$s'::regclass AND contype IN ('f', 'u', 'p')) OR confrelid = '%1$s'::regclass
        ORDER BY contype = 'f' DESC
        """;
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(constraints.formatted(table))) {
      while (found.next()) {
        String alter = "ALTER TABLE " + found.getString(1);
        drops.add(alter + " DROP CONSTRAINT " + found.getString(2));
        back.add(alter + " ADD CONSTRAINT " + found.getString(2) + " " + found.getString(3));
      }
    }
    for (String drop : drops) {
      execute(connection, drop);
    }
    drops.clear();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = '" + table + "'")) {
      while (found.next()) {
        drops.add("DROP INDEX " + found.getString(1));
        back.add(found.getString(2));
      }
    }
    for (String drop : drops) {
      execute(connection, drop);
    }
    return back;
  }

  private static void copy(Connection connection, Table table, int people) throws Exception {
    // A table emptied in the same transaction needs no write-ahead log.
    connection.setAutoCommit(false);
    execute(connection, "TRUNCATE " + table.name());
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + table.name() + " (" + String.join(", ", table.columns()) + ") FROM STDIN");
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK * 2);
    StringBuilder line = new StringBuilder();
    for (int number = 0; number < people; number++) {
      table
          .rows()
          .of(
              new Person(number),
              values -> {
                line.setLength(0);
                for (Object value : values) {
                  // No value of ours holds a tab, a backslash or the end of a line.
                  line.append(line.isEmpty() ? "" : "\t").append(value == null ? "\\N" : value);
                }
                chunk.writeBytes(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
              });
      if (chunk.size() > CHUNK) {
        copy.writeToCopy(chunk.toByteArray(), 0, chunk.size());
        chunk.reset();
      }
    }
    copy.writeToCopy(chunk.toByteArray(), 0, chunk.size());
    copy.endCopy();
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
