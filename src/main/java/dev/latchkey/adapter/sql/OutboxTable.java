package dev.latchkey.adapter.sql;

import dev.latchkey.core.letter.Letter;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Language;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The table {@code letters}. */
final class OutboxTable implements Outbox {
  /** The columns, in the order in which {@link #read} takes them. */
  private static final String COLUMNS =
      """
      id, kind, account_id, address, language, facts, sealed_secret, place, created_at,
      expires_at, status, next_at, attempts, doubts, problem, settled_at
      """;

  private final SqlTransactions transactions;
  private final Dialect dialect;

  OutboxTable(SqlTransactions transactions, Dialect dialect) {
    this.transactions = transactions;
    this.dialect = dialect;
  }

  private static Entry read(Row row) throws SQLException {
    return new Entry(
        row.number(),
        Letter.Kind.valueOf(row.text()),
        new AccountId(row.integer()),
        row.text(),
        language(row.textOrNull()),
        FactsText.read(row.text()),
        row.textOrNull(),
        row.text(),
        row.instant(),
        row.instantOrNull(),
        Status.valueOf(row.text()),
        row.instant(),
        row.integer(),
        row.integer(),
        row.textOrNull(),
        row.instantOrNull());
  }

  private static @Nullable Language language(@Nullable String tag) {
    return tag == null ? null : Language.ofTag(tag).orElse(null);
  }

  @Override
  public void insert(Entry entry) {
    Language language = entry.language();
    change(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO letters (
                      kind, account_id, address, language, facts, sealed_secret, place,
                      created_at, expires_at, status, next_at)
                    VALUES (
                      :kind, :account, :address, :language, :facts, :sealedSecret, :place,
                      :createdAt, :expiresAt, :status, :nextAt)
                    """)
                .bind("kind", entry.kind().name())
                .bind("account", entry.account().value())
                .bind("address", entry.address())
                .bind("language", language == null ? null : language.tag())
                .bind("facts", FactsText.write(entry.facts()))
                .bind("sealedSecret", entry.sealedSecret())
                .bind("place", entry.place())
                .bind("createdAt", Row.millis(entry.createdAt()))
                .bind("expiresAt", Row.millis(entry.expiresAt()))
                .bind("status", entry.status().name())
                .bind("nextAt", Row.millis(entry.nextAt())));
  }

  @Override
  public List<Entry> list(long after, int limit) {
    return select(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM letters WHERE id > :after ORDER BY id LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit));
  }

  @Override
  public List<Entry> newest(int limit) {
    return select(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM letters ORDER BY id DESC LIMIT :limit")
                .bind("limit", limit));
  }

  @Override
  public Optional<Entry> find(long id) {
    return select(
            handle ->
                handle
                    .createQuery("SELECT " + COLUMNS + " FROM letters WHERE id = :id")
                    .bind("id", id))
        .stream()
        .findFirst();
  }

  @Override
  public Optional<Entry> take(String holder, Instant now, Instant until) {
    // Asked for first by reading, so that an idle queue never waits for the writer.
    if (!isAnyDue(now)) {
      return Optional.empty();
    }
    // Two takers never get one letter, and neither waits for the other's.
    return transactions
        .write(
            handle ->
                handle
                    .createQuery(
                        """
                        UPDATE letters
                        SET holder = :holder, next_at = :until, attempts = attempts + 1,
                          doubts = doubts + 1
                        WHERE id = (
                            SELECT id FROM letters
                            WHERE status = 'WAITING' AND next_at <= :now
                            ORDER BY next_at, id LIMIT 1
                        """
                            + dialect.passOverLocked()
                            + """
                        )
                        RETURNING
                        """
                            + COLUMNS)
                    .bind("holder", holder)
                    .bind("now", now.toEpochMilli())
                    .bind("until", until.toEpochMilli())
                    .map((results, context) -> read(new Row(results)))
                    .list())
        .stream()
        .findFirst();
  }

  private boolean isAnyDue(Instant now) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id FROM letters WHERE status = 'WAITING' AND next_at <= :now
                    ORDER BY next_at, id LIMIT 1
                    """)
                .bind("now", now.toEpochMilli())
                .mapTo(Long.class)
                .findFirst()
                .isPresent());
  }

  @Override
  public Depth depth() {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*), min(created_at) FROM letters WHERE status = 'WAITING'")
                .map(
                    (results, context) -> {
                      Row row = new Row(results);
                      return new Depth(row.number(), row.instantOrNull());
                    })
                .one());
  }

  @Override
  public boolean settle(
      long id, String holder, Status status, @Nullable String problem, Instant at) {
    return change(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE letters
                        SET status = :status, problem = :problem, settled_at = :at, holder = NULL,
                          sealed_secret = CASE WHEN :status = 'GIVEN_UP' THEN sealed_secret END
                        WHERE id = :id AND holder = :holder AND status = 'WAITING'
                        """)
                    .bind("status", status.name())
                    .bind("problem", problem)
                    .bind("at", at.toEpochMilli())
                    .bind("id", id)
                    .bind("holder", holder))
        > 0;
  }

  @Override
  public boolean postpone(
      long id, String holder, Instant next, String problem, boolean mayHaveArrived) {
    return change(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE letters
                        SET next_at = :next, problem = :problem, holder = NULL,
                          doubts = doubts - :settled
                        WHERE id = :id AND holder = :holder AND status = 'WAITING'
                        """)
                    .bind("next", next.toEpochMilli())
                    .bind("problem", problem)
                    .bind("settled", mayHaveArrived ? 0 : 1)
                    .bind("id", id)
                    .bind("holder", holder))
        > 0;
  }

  @Override
  public boolean retry(long id, Instant at) {
    return change(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE letters
                        SET status = 'WAITING', next_at = :at, attempts = 0, doubts = 0,
                          settled_at = NULL
                        WHERE id = :id
                          AND (status = 'GIVEN_UP' OR (status = 'WAITING' AND holder IS NULL))
                        """)
                    .bind("at", at.toEpochMilli())
                    .bind("id", id))
        > 0;
  }

  // Here and below the outer condition judges each row again once it is locked: it may have been
  // taken, retried or settled since it was found.

  @Override
  public int expire(Instant now, String problem, int limit) {
    return change(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE letters
                    SET sealed_secret = NULL,
                      problem = CASE WHEN status = 'WAITING' THEN :problem ELSE problem END,
                      settled_at = CASE WHEN status = 'WAITING' THEN :now ELSE settled_at END,
                      status = CASE WHEN status = 'WAITING' THEN 'DROPPED' ELSE status END
                    WHERE id IN (
                      SELECT id FROM letters
                      WHERE sealed_secret IS NOT NULL AND expires_at <= :now
                        AND NOT (status = 'WAITING' AND holder IS NOT NULL AND next_at > :now)
                      ORDER BY expires_at LIMIT :limit)
                      AND sealed_secret IS NOT NULL AND expires_at <= :now
                      AND NOT (status = 'WAITING' AND holder IS NOT NULL AND next_at > :now)
                    """)
                .bind("problem", problem)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit));
  }

  @Override
  public int giveUp(Instant before, Instant now, String problem, int limit) {
    return change(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE letters
                    SET status = 'GIVEN_UP', settled_at = :now, problem = COALESCE(problem, :problem)
                    WHERE id IN (
                      SELECT id FROM letters
                      WHERE status = 'WAITING' AND created_at < :before AND next_at <= :now
                      ORDER BY next_at, id LIMIT :limit)
                      AND status = 'WAITING' AND next_at <= :now
                    """)
                .bind("before", before.toEpochMilli())
                .bind("now", now.toEpochMilli())
                .bind("problem", problem)
                .bind("limit", limit));
  }

  @Override
  public int remove(Instant before, int limit) {
    return change(
        handle ->
            handle
                .createUpdate(
                    """
                    DELETE FROM letters WHERE id IN (
                      SELECT id FROM letters WHERE settled_at < :before
                      ORDER BY settled_at LIMIT :limit)
                      AND settled_at < :before
                    """)
                .bind("before", before.toEpochMilli())
                .bind("limit", limit));
  }

  private List<Entry> select(Function<Handle, Query> query) {
    return transactions.read(
        handle -> query.apply(handle).map((results, context) -> read(new Row(results))).list());
  }

  private int change(Function<Handle, Update> update) {
    return transactions.write(handle -> update.apply(handle).execute());
  }
}
