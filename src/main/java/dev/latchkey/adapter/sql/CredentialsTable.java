package dev.latchkey.adapter.sql;

import dev.latchkey.core.credential.Credentials;
import dev.latchkey.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;

/** The table {@code passwords}. */
final class CredentialsTable implements Credentials {
  private final SqlTransactions transactions;

  CredentialsTable(SqlTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<String> passwordHash(AccountId account) {
    return transactions.read(
        handle ->
            handle
                .createQuery("SELECT hash FROM passwords WHERE account_id = :account")
                .bind("account", account.value())
                .map((results, context) -> results.getString(1))
                .findOne());
  }

  @Override
  public void setPasswordHash(AccountId account, String hash, Instant at) {
    transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO passwords (account_id, hash, changed_at)
                    VALUES (:account, :hash, :at)
                    ON CONFLICT (account_id) DO UPDATE
                    SET hash = excluded.hash, changed_at = excluded.changed_at
                    """)
                .bind("account", account.value())
                .bind("hash", hash)
                .bind("at", at.toEpochMilli())
                .execute());
  }

  @Override
  public boolean upgradePasswordHash(
      AccountId account, String present, String upgraded, Instant at) {
    // The password stays the same, and so does the moment it was changed.
    return transactions.write(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE passwords SET hash = :upgraded
                        WHERE account_id = :account AND hash = :present
                        """)
                    .bind("account", account.value())
                    .bind("present", present)
                    .bind("upgraded", upgraded)
                    .execute())
        > 0;
  }
}
