package dev.latchkey.adapter.sql;

import dev.latchkey.feature.device.KnownDevices;
import dev.latchkey.kernel.AccountId;
import java.time.Instant;

/** The table {@code known_devices}. */
final class KnownDevicesTable implements KnownDevices {
  private final SqlTransactions transactions;

  KnownDevicesTable(SqlTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public boolean any(AccountId account) {
    return transactions.read(
        handle ->
            handle
                .createQuery("SELECT 1 FROM known_devices WHERE account_id = :account LIMIT 1")
                .bind("account", account.value())
                .map((results, context) -> results.getInt(1))
                .findOne()
                .isPresent());
  }

  @Override
  public boolean remember(AccountId account, String digest, Instant at) {
    return transactions.call(
        () -> {
          if (touch(account, digest, at) > 0) {
            return false;
          }
          insert(account, digest, at);
          forget(account);
          return true;
        });
  }

  private int touch(AccountId account, String digest, Instant at) {
    return transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE known_devices SET last_seen_at = :at
                    WHERE account_id = :account AND digest = :digest
                    """)
                .bind("account", account.value())
                .bind("digest", digest)
                .bind("at", at.toEpochMilli())
                .execute());
  }

  private void insert(AccountId account, String digest, Instant at) {
    transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO known_devices (account_id, digest, first_seen_at, last_seen_at)
                    VALUES (:account, :digest, :at, :at)
                    """)
                .bind("account", account.value())
                .bind("digest", digest)
                .bind("at", at.toEpochMilli())
                .execute());
  }

  private void forget(AccountId account) {
    transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    DELETE FROM known_devices
                    WHERE account_id = :account AND digest NOT IN (
                      SELECT digest FROM known_devices WHERE account_id = :account
                      ORDER BY last_seen_at DESC, first_seen_at DESC, digest LIMIT :most)
                    """)
                .bind("account", account.value())
                .bind("most", MOST)
                .execute());
  }

  @Override
  public int newSince(AccountId account, Instant since) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT COUNT(*) FROM known_devices
                    WHERE account_id = :account AND first_seen_at >= :since
                    """)
                .bind("account", account.value())
                .bind("since", since.toEpochMilli())
                .map((results, context) -> results.getInt(1))
                .one());
  }
}
