package dev.latchkey.adapter.sql;

import dev.latchkey.core.challenge.Challenge;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.kernel.AccountId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The table {@code challenges}. */
final class ChallengesTable implements Challenges {
  /** Mailed links that are dead. */
  static final OldRows OLD = new OldRows("challenges", "id", "expires_at");

  private final SqlTransactions transactions;

  ChallengesTable(SqlTransactions transactions) {
    this.transactions = transactions;
  }

  private static Challenge read(Row row) throws SQLException {
    return new Challenge(
        row.number(),
        Purpose.valueOf(row.text()),
        row.text(),
        new AccountId(row.integer()),
        row.text(),
        row.integer() != 0,
        row.instant(),
        row.instant(),
        row.instantOrNull());
  }

  @Override
  public void insert(Challenge challenge) {
    transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO challenges (
                      id, purpose, lookup, account_id, address, address_proven, created_at,
                      expires_at, used_at)
                    VALUES (
                      :id, :purpose, :lookup, :account, :address, :proven, :createdAt,
                      :expiresAt, :usedAt)
                    """)
                .bind("id", challenge.id())
                .bind("purpose", challenge.purpose().name())
                .bind("lookup", challenge.lookup())
                .bind("account", challenge.account().value())
                .bind("address", challenge.address())
                .bind("proven", challenge.isAddressProven() ? 1 : 0)
                .bind("createdAt", Row.millis(challenge.createdAt()))
                .bind("expiresAt", Row.millis(challenge.expiresAt()))
                .bind("usedAt", Row.millis(challenge.usedAt()))
                .execute());
  }

  @Override
  public Optional<Challenge> find(long id) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, purpose, lookup, account_id, address, address_proven, created_at,
                      expires_at, used_at
                    FROM challenges WHERE id = :id
                    """)
                .bind("id", id)
                .map((results, context) -> read(new Row(results)))
                .findOne());
  }

  @Override
  public boolean use(long id, Instant at) {
    return transactions.write(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE challenges SET used_at = :at WHERE id = :id AND used_at IS NULL
                        """)
                    .bind("id", id)
                    .bind("at", at.toEpochMilli())
                    .execute())
        > 0;
  }

  @Override
  public void cancelAll(AccountId account, Purpose purpose, Instant at) {
    cancel(account, purpose, "", Map.of(), at);
  }

  @Override
  public void cancelUnproven(AccountId account, Purpose purpose, Instant at) {
    cancel(account, purpose, "AND address_proven = 0", Map.of(), at);
  }

  @Override
  public void cancelLater(AccountId account, Purpose purpose, Instant madeAfter, Instant at) {
    Map<String, Object> after = Map.of("after", madeAfter.toEpochMilli());
    cancel(account, purpose, "AND created_at > :after", after, at);
  }

  private void cancel(
      AccountId account, Purpose purpose, String which, Map<String, Object> bound, Instant at) {
    transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE challenges SET used_at = :at
                    WHERE account_id = :account AND purpose = :purpose AND used_at IS NULL
                    """
                        + which)
                .bindMap(bound)
                .bind("account", account.value())
                .bind("purpose", purpose.name())
                .bind("at", at.toEpochMilli())
                .execute());
  }

  @Override
  public Optional<Instant> newest(AccountId account, Purpose purpose) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT created_at FROM challenges
                    WHERE account_id = :account AND purpose = :purpose
                    ORDER BY created_at DESC LIMIT 1
                    """)
                .bind("account", account.value())
                .bind("purpose", purpose.name())
                .map((results, context) -> Instant.ofEpochMilli(results.getLong(1)))
                .findOne());
  }

  @Override
  public int forget(Instant before, int limit) {
    return OLD.remove(transactions, before, limit);
  }
}
