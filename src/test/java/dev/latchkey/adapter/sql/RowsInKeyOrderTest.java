package dev.latchkey.adapter.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.session.Changes;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.MovedTime;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The migration that lays rows of a SQLite file in the order of their key. */
class RowsInKeyOrderTest {
  private static final List<String> TABLES = List.of("identifiers", "sessions", "tokens");

  /** Numbers out of order, values in every column that can be empty, and rows without them. */
  private static final List<String> ROWS =
      List.of(
          "INSERT INTO accounts (id, realm, status, permissions, created_at, updated_at)"
              + " VALUES (100, 'main', 'ACTIVE', '', 1, 1), (101, 'main', 'ACTIVE', '', 1, 1)",
          "INSERT INTO identifiers VALUES ('main', 'NAME', 'joe', 100, NULL),"
              + " ('main', 'NAME', 'ann', 101, NULL), ('main', 'NAME', 'old@example.com', 100, 7)",
          "INSERT INTO sessions VALUES"
              + " (9007199254740991, 100, 'c', 'app', 'key', 2147483647, 'p', 'os', '1', 'a', '2',"
              + " 'push', '192.0.2.1', 'agent', 1, 2, 3, 4, 5, 6),"
              + " (7, 101, 'c', NULL, 'key', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '192.0.2.2',"
              + " NULL, 1, 2, 3, NULL, NULL, NULL)",
          "INSERT INTO tokens VALUES ('k', 'zz', 9007199254740991, 'sealed', 1, 2, 3, 4),"
              + " ('k', 'aa', 7, NULL, 1, NULL, NULL, NULL), ('j', 'mm', 7, NULL, 1, 9, NULL, NULL)");

  @TempDir Path directory;

  private SqliteFile file;

  @BeforeEach
  void a_file_from_before_the_migration() throws SQLException {
    file = SqliteFile.prepare(directory.resolve("latchkey.db"));
    Flyway.configure(getClass().getClassLoader())
        .dataSource(new SqliteSource(file))
        .resourceProvider(new Migrations(Dialect.SQLITE))
        .javaMigrationClassProvider(List::of)
        .placeholderReplacement(false)
        .target("7")
        .load()
        .migrate();
    try (Connection connection = file.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : ROWS) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void no_row_and_no_index_is_lost_and_references_hold() throws SQLException {
    Map<String, List<String>> before = content();

    try (Database database = open()) {
      assertThat(content()).isEqualTo(before);
      assertThat(database.integrityCheck()).isEmpty();
      assertThat(database.tokens().find("k", "aa")).isPresent();

      database.accounts().delete(new AccountId(101));

      assertThat(content().get("sessions")).hasSize(1);
      assertThat(content().get("tokens")).hasSize(1);
      assertThat(content().get("identifiers")).hasSize(2);
    }
  }

  @Test
  void a_check_goes_down_one_tree_for_each_table() throws SQLException {
    open().close();

    assertThat(plan(TokensTable.FIND))
        .hasSize(3)
        .anyMatch(step -> step.contains("SEARCH t USING PRIMARY KEY (kind=? AND lookup=?)"))
        .anyMatch(step -> step.contains("SEARCH s USING INTEGER PRIMARY KEY"))
        .anyMatch(step -> step.contains("SEARCH a USING INTEGER PRIMARY KEY"));
    assertThat(plan(AccountsTable.FIND_BY_IDENTIFIER))
        .hasSize(2)
        .anyMatch(step -> step.contains("SEARCH i USING PRIMARY KEY"))
        .anyMatch(step -> step.contains("SEARCH a USING INTEGER PRIMARY KEY"));
  }

  private Database open() {
    return Database.open(file.path(), new Changes(), new MovedTime(), new SeededEntropy(1));
  }

  private Map<String, List<String>> content() throws SQLException {
    Map<String, List<String>> content = new LinkedHashMap<>();
    for (String table : TABLES) {
      content.put(table, rows("SELECT * FROM " + table + " ORDER BY 1, 2, 3"));
    }
    content.put(
        "indexes",
        rows(
            """
            SELECT name, tbl_name, replace(sql, '"', '') FROM sqlite_schema
            WHERE type = 'index' AND sql IS NOT NULL AND tbl_name NOT LIKE 'import%'
            ORDER BY name
            """));
    return content;
  }

  private List<String> plan(String query) throws SQLException {
    return rows("EXPLAIN QUERY PLAN " + query.replaceAll(":\\w+", "''"));
  }

  private List<String> rows(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = file.connect();
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(query)) {
      int columns = results.getMetaData().getColumnCount();
      while (results.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          row.append(results.getString(i)).append('|');
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }
}
