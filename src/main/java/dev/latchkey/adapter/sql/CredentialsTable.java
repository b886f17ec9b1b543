package dev.latchkey.adapter.sql;

import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.credential.Weakness;
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
  public Optional<Weakness.Kind> weakness(AccountId account) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT weakness FROM passwords
                    WHERE account_id = :account AND weakness IS NOT NULL
                    """)
                .bind("account", account.value())
                .map((results, context) -> Weakness.Kind.valueOf(new Row(results).text()))
                .findOne());
  }

  @Override
  public boolean flag(AccountId account, String hash, Weakness.Kind kind) {
    return transactions.write(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE passwords SET weakness = :weakness
                        WHERE account_id = :account AND hash = :hash
                        """)
                    .bind("account", account.value())
                    .bind("hash", hash)
                    .bind("weakness", kind.name())
                    .execute())
        > 0;
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
                    SET hash = excluded.hash, changed_at = excluded.changed_at, weakness = NULL
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
