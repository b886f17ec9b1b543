package dev.latchkey.adapter.sql;

import dev.latchkey.core.session.Changes;
import dev.latchkey.core.token.FoundToken;
import dev.latchkey.core.token.Token;
import dev.latchkey.core.token.Tokens;
import dev.latchkey.kernel.ConcurrentChange;
import dev.latchkey.kernel.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table {@code tokens}. */
final class TokensTable implements Tokens {
  private static final String COLUMNS =
      """
      t.kind, t.lookup, t.session_id, t.sealed, t.issued_at, t.expires_at, t.superseded_at
      """;

  /** What a session check reads. */
  static final String FIND =
      "SELECT "
          + COLUMNS
          + ", "
          + SessionsTable.COLUMNS
          + ", "
          + AccountsTable.COLUMNS
          + """
          FROM tokens t
          JOIN sessions s ON s.id = t.session_id
          JOIN accounts a ON a.id = s.account_id
          WHERE t.kind = :kind AND t.lookup = :lookup
          """;

  /** The next replaced tokens to go. */
  static final String OUTLIVED =
      """
      SELECT kind, lookup FROM tokens WHERE outlived_at < :before
      ORDER BY outlived_at LIMIT :limit
      """;

  private final SqlTransactions transactions;
  private final Changes changes;

  TokensTable(SqlTransactions transactions, Changes changes) {
    this.transactions = transactions;
    this.changes = changes;
  }

  private static Token read(Row row) throws SQLException {
    return new Token(
        row.text(),
        row.text(),
        new SessionId(row.number()),
        row.textOrNull(),
        row.instant(),
        row.instantOrNull(),
        row.instantOrNull());
  }

  private static FoundToken readAll(ResultSet results) throws SQLException {
    Row row = new Row(results);
    return new FoundToken(read(row), SessionsTable.read(row), AccountsTable.read(row));
  }

  @Override
  public Optional<FoundToken> find(String kind, String lookup) {
    return transactions.glance(
        handle ->
            handle
                .createQuery(FIND)
                .bind("kind", kind)
                .bind("lookup", lookup)
                .map((results, context) -> readAll(results))
                .findOne());
  }

  @Override
  public void insert(Token token) {
    transactions.run(
        () -> {
          if (insertRow(token) == 0) {
            throw new ConcurrentChange("a session has one current token of a kind");
          }
        });
  }

  private int insertRow(Token token) {
    return transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO tokens (
                      kind, lookup, session_id, sealed, issued_at, expires_at, superseded_at)
                    VALUES (
                      :kind, :lookup, :session, :sealed, :issuedAt, :expiresAt, :supersededAt)
                    ON CONFLICT DO NOTHING
                    """)
                .bind("kind", token.kind())
                .bind("lookup", token.lookup())
                .bind("session", token.session().value())
                .bind("sealed", token.sealed())
                .bind("issuedAt", Row.millis(token.issuedAt()))
                .bind("expiresAt", Row.millis(token.expiresAt()))
                .bind("supersededAt", Row.millis(token.supersededAt()))
                .execute());
  }

  @Override
  public Optional<Token> current(String kind, SessionId session) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + """
                        FROM tokens t
                        WHERE t.session_id = :session AND t.kind = :kind
                          AND t.superseded_at IS NULL
                        """)
                .bind("session", session.value())
                .bind("kind", kind)
                .map((results, context) -> read(new Row(results)))
                .findOne());
  }

  @Override
  public boolean supersede(String kind, String lookup, Instant at) {
    return transactions.call(
        () -> {
          Optional<SessionId> session = supersedeRow(kind, lookup, at);
          session.ifPresent(
              id -> {
                transactions.afterCommit(() -> changes.sessionChanged(id));
                transactions.inDoubt(() -> changes.sessionChanged(id));
              });
          return session.isPresent();
        });
  }

  private Optional<SessionId> supersedeRow(String kind, String lookup, Instant at) {
    return transactions.write(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE tokens
                    SET superseded_at = :at,
                      outlived_at =
                        (SELECT s.expires_at FROM sessions s WHERE s.id = tokens.session_id)
                    WHERE kind = :kind AND lookup = :lookup AND superseded_at IS NULL
                    RETURNING session_id
                    """)
                .bind("kind", kind)
                .bind("lookup", lookup)
                .bind("at", at.toEpochMilli())
                .map((results, context) -> new SessionId(results.getLong(1)))
                .findOne());
  }

  @Override
  public int forget(Instant before, int limit) {
    // A token that was replaced stays so, and the end of its session never moves.
    List<Key> keys =
        transactions.read(
            handle ->
                handle
                    .createQuery(OUTLIVED)
                    .bind("before", before.toEpochMilli())
                    .bind("limit", limit)
                    .map((results, context) -> new Key(results.getString(1), results.getString(2)))
                    .list());
    return keys.isEmpty() ? 0 : transactions.write(handle -> remove(handle, keys));
  }

  private static int remove(Handle handle, List<Key> keys) {
    PreparedBatch batch =
        handle.prepareBatch("DELETE FROM tokens WHERE kind = :kind AND lookup = :lookup");
    for (Key one : keys) {
      batch.bind("kind", one.kind).bind("lookup", one.lookup).add();
    }
    return Arrays.stream(batch.execute()).sum();
  }

  private record Key(String kind, String lookup) {}
}
