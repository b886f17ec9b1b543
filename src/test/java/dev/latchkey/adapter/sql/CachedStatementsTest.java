package dev.latchkey.adapter.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedStatementsTest {
  @TempDir Path directory;

  private final IdentityHashMap<PreparedStatement, Integer> uses = new IdentityHashMap<>();

  private Handle open() {
    SqliteFile file = SqliteFile.prepare(directory.resolve("cache.db"));
    Jdbi jdbi = Jdbi.create(file::connect);
    jdbi.setStatementBuilderFactory(connection -> new CachedStatements());
    jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logAfterExecution(StatementContext context) {
            uses.merge(context.getStatement(), 1, Integer::sum);
          }
        });
    return jdbi.open();
  }

  private static int echo(Handle handle, int value) {
    return handle
        .createQuery("SELECT :value")
        .bind("value", value)
        .map((results, context) -> results.getInt(1))
        .one();
  }

  @Test
  void the_same_text_is_prepared_once() {
    try (Handle handle = open()) {
      assertThat(echo(handle, 1)).isEqualTo(1);
      assertThat(echo(handle, 2)).isEqualTo(2);
      assertThat(echo(handle, 3)).isEqualTo(3);
    }

    assertThat(uses.values()).containsExactly(3);
  }

  @Test
  void a_statement_that_is_open_is_not_handed_out_again() {
    List<Integer> inner = new ArrayList<>();
    try (Handle handle = open()) {
      int outer =
          handle
              .createQuery("SELECT :value")
              .bind("value", 1)
              .map(
                  (results, context) -> {
                    inner.add(echo(handle, 2));
                    return results.getInt(1);
                  })
              .one();

      assertThat(outer).isEqualTo(1);
      assertThat(inner).containsExactly(2);
      assertThat(echo(handle, 3)).isEqualTo(3);
    }
    assertThat(uses.values()).containsExactlyInAnyOrder(2, 1);
  }
}
