package dev.latchkey.adapter.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.session.Changes;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.MovedTime;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever looks for old rows follows an index: no batch reads a whole table. */
class OldRowsPlanTest {
  private static final Map<String, String> INDEX_OF_QUERY = indexes();

  @TempDir Path directory;

  private static Map<String, String> indexes() {
    Map<String, String> indexes = new LinkedHashMap<>();
    indexes.put(SessionsTable.OVER.get(0).query(), "sessions_ended");
    indexes.put(SessionsTable.OVER.get(1).query(), "sessions_expiring");
    indexes.put(SessionsTable.OVER.get(2).query(), "sessions_idle");
    indexes.put(SessionsTable.OLD_ENDINGS.query(), "session_endings_ended");
    indexes.put(TokensTable.OUTLIVED, "tokens_outlived");
    indexes.put(ChallengesTable.OLD.query(), "challenges_expiring");
    indexes.put(EventsTable.OLD.query(), "events_created");
    indexes.put(AccountsTable.OLD_HOLDS, "identifiers_held");
    return indexes;
  }

  @Test
  void sqlite_follows_indexes_and_sorts_nothing() throws SQLException {
    try (SqliteStore store =
            SqliteStore.in(directory, new Changes(), new MovedTime(), new SeededEntropy(1));
        Connection connection = store.database().dedicated()) {
      for (Map.Entry<String, String> one : INDEX_OF_QUERY.entrySet()) {
        String plan = plan(connection, "EXPLAIN QUERY PLAN ", one.getKey(), 4);
        assertThat(plan).contains("SEARCH", one.getValue()).doesNotContain("SCAN", "TEMP B-TREE");
      }
    }
  }

  @Test
  void postgresql_can_follow_indexes_and_sorts_nothing() throws SQLException {
    try (PostgresStore store =
            PostgresStore.open(new Changes(), new MovedTime(), new SeededEntropy(1));
        Connection connection = store.database().dedicated();
        Statement statement = connection.createStatement()) {
      // A small table is read as a whole whatever there is, so that is forbidden here.
      statement.execute("SET enable_seqscan = off");
      statement.execute("SET enable_bitmapscan = off");
      statement.execute("SET enable_sort = off");
      for (Map.Entry<String, String> one : INDEX_OF_QUERY.entrySet()) {
        String plan = plan(connection, "EXPLAIN ", one.getKey(), 1);
        assertThat(plan)
            .contains("using " + one.getValue(), "Index Cond")
            .doesNotContain("Seq Scan", "Sort");
      }
    }
  }

  private static String plan(Connection connection, String explain, String query, int column)
      throws SQLException {
    String bound = query.replace(":before", "1000000").replace(":limit", "200");
    StringBuilder plan = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(explain + bound)) {
      while (rows.next()) {
        plan.append(rows.getString(column)).append('\n');
      }
    }
    return plan.toString();
  }
}
