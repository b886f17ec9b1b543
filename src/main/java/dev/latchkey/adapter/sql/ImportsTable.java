package dev.latchkey.adapter.sql;

import dev.latchkey.feature.migration.Run;
import dev.latchkey.feature.migration.Run.Numbers;
import dev.latchkey.feature.migration.Runs;
import dev.latchkey.feature.migration.Tally;
import dev.latchkey.kernel.RealmName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/** The table {@code imports}. */
final class ImportsTable implements Runs {
  private static final String COLUMNS =
      """
      id, realm, source, digest, file, options, numbers_after, numbers_to, done, tally, reported,
      report, began_at, ended_at
      """;

  private final SqlTransactions transactions;
  private final Dialect dialect;

  ImportsTable(SqlTransactions transactions, Dialect dialect) {
    this.transactions = transactions;
    this.dialect = dialect;
  }

  private static Run read(Row row) throws SQLException {
    return new Run(
        row.integer(),
        new RealmName(row.text()),
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        new Numbers(row.integer(), row.integer()),
        row.number(),
        Tally.of(row.text()),
        row.number(),
        row.text(),
        row.instant(),
        row.instantOrNull());
  }

  @Override
  public Optional<Run> find(RealmName realm, String source, String digest) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + """
                        FROM imports
                        WHERE realm = :realm AND source = :source AND digest = :digest
                        """)
                .bind("realm", realm.value())
                .bind("source", source)
                .bind("digest", digest)
                .map((results, context) -> read(new Row(results)))
                .findOne());
  }

  @Override
  public Optional<Run> unfinished(RealmName realm, String source, String file) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + """
                        FROM imports
                        WHERE realm = :realm AND source = :source AND file = :file
                          AND ended_at IS NULL
                        ORDER BY id DESC LIMIT 1
                        """)
                .bind("realm", realm.value())
                .bind("source", source)
                .bind("file", file)
                .map((results, context) -> read(new Row(results)))
                .findOne());
  }

  @Override
  public Run add(Run run) {
    int id =
        transactions.write(
            handle ->
                bind(
                        handle.createQuery(
                            """
                            INSERT INTO imports (
                              id, realm, source, digest, file, options, numbers_after, numbers_to,
                              done, tally, reported, report, began_at, ended_at)
                            SELECT COALESCE(MAX(id), 0) + 1, CAST(:realm AS TEXT),
                              CAST(:source AS TEXT), CAST(:digest AS TEXT), CAST(:file AS TEXT),
                              CAST(:options AS TEXT), CAST(:after AS INTEGER),
                              CAST(:to AS INTEGER), CAST(:done AS BIGINT), CAST(:tally AS TEXT),
                              CAST(:reported AS BIGINT), CAST(:report AS TEXT),
                              CAST(:began AS BIGINT), CAST(:ended AS BIGINT)
                            FROM imports
                            RETURNING id
                            """),
                        run)
                    .bind("realm", run.realm().value())
                    .bind("source", run.source())
                    .bind("digest", run.digest())
                    .bind("file", run.file())
                    .bind("after", run.numbers().after())
                    .bind("to", run.numbers().to())
                    .map((results, context) -> results.getInt(1))
                    .one());
    return new Run(
        id,
        run.realm(),
        run.source(),
        run.digest(),
        run.file(),
        run.options(),
        run.numbers(),
        run.done(),
        run.tally(),
        run.reported(),
        run.report(),
        run.beganAt(),
        run.endedAt());
  }

  @Override
  public boolean note(Run before, Run now) {
    return transactions.write(
            handle ->
                bind(
                        handle.createUpdate(
                            """
                            UPDATE imports
                            SET options = :options, done = :done, tally = :tally,
                              reported = :reported, report = :report, began_at = :began,
                              ended_at = :ended
                            WHERE id = :id AND done = :before AND began_at = :beganBefore
                            """),
                        now)
                    .bind("id", before.id())
                    .bind("before", before.done())
                    .bind("beganBefore", before.beganAt().toEpochMilli())
                    .execute())
        > 0;
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Run run) {
    return statement
        .bind("options", run.options())
        .bind("done", run.done())
        .bind("tally", run.tally().text())
        .bind("reported", run.reported())
        .bind("report", run.report())
        .bind("began", run.beganAt().toEpochMilli())
        .bind("ended", Row.millis(run.endedAt()));
  }

  @Override
  public void giveUp(Run run) {
    // The row stays: its entries and numbers belong to it.
    transactions.write(
        handle ->
            handle
                .createUpdate("UPDATE imports SET file = '', report = '' WHERE id = :id")
                .bind("id", run.id())
                .execute());
  }

  @Override
  public int lastNumber() {
    return transactions.read(handle -> Jdbc.on(handle, this::last));
  }

  private int last(Connection connection) throws SQLException {
    // Before the first account PostgreSQL has a number that is none yet.
    return (int) Math.max(99, Counter.ACCOUNTS.read(connection, dialect));
  }

  @Override
  public Numbers setAside(int upTo) {
    return transactions.write(
        handle ->
            Jdbc.on(
                handle,
                connection -> {
                  if (dialect == Dialect.POSTGRESQL) {
                    // Nobody draws a number between reading the last one and setting it.
                    try (Statement statement = connection.createStatement()) {
                      statement.execute("LOCK TABLE accounts IN SHARE ROW EXCLUSIVE MODE");
                    }
                  }
                  int last = last(connection);
                  if (upTo > last) {
                    Counter.ACCOUNTS.write(connection, dialect, upTo);
                  }
                  return new Numbers(last, Math.max(last, upTo));
                }));
  }
}
