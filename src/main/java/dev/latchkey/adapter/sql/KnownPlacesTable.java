package dev.latchkey.adapter.sql;

import dev.latchkey.core.policy.KnownPlaces;
import dev.latchkey.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code known_places}. */
final class KnownPlacesTable implements KnownPlaces {
  private static final int NOBODY = 0;

  private final SqlTransactions transactions;

  KnownPlacesTable(SqlTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Instant> seenAt(@Nullable AccountId account, String network) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT seen_at FROM known_places
                    WHERE account_id = :account AND network = :network
                    """)
                .bind("account", account == null ? NOBODY : account.value())
                .bind("network", network)
                .map((results, context) -> new Row(results).instant())
                .findOne());
  }

  @Override
  public void note(AccountId account, String network, Instant at) {
    transactions.run(
        () -> {
          upsert(account, network, at);
          dropOldest(account);
        });
  }

  private void upsert(AccountId account, String network, Instant at) {
    transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO known_places (account_id, network, seen_at)
                    VALUES (:account, :network, :at)
                    ON CONFLICT (account_id, network) DO UPDATE SET seen_at = excluded.seen_at
                    """)
                .bind("account", account.value())
                .bind("network", network)
                .bind("at", at.toEpochMilli())
                .execute());
  }

  private void dropOldest(AccountId account) {
    transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    DELETE FROM known_places
                    WHERE account_id = :account AND network NOT IN (
                      SELECT network FROM known_places WHERE account_id = :account
                      ORDER BY seen_at DESC, network LIMIT :kept)
                    """)
                .bind("account", account.value())
                .bind("kept", KEPT)
                .execute());
  }

  @Override
  public int forget(Instant before, int limit) {
    // Rows have two keys, so the batch is bounded by accounts: each has few rows.
    return transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    DELETE FROM known_places
                    WHERE seen_at < :before AND account_id IN (
                      SELECT account_id FROM known_places WHERE seen_at < :before
                      ORDER BY seen_at LIMIT :limit)
                    """)
                .bind("before", before.toEpochMilli())
                .bind("limit", limit)
                .execute());
  }
}
