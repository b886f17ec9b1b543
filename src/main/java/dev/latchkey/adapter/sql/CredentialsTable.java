package dev.latchkey.adapter.sql;

import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.credential.Weakness;
import dev.latchkey.kernel.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table {@code passwords}. */
final class CredentialsTable implements Credentials {
  /**
   * Cuts texts at their dollars: {@code $family$cost$…}, and of Argon2 {@code
   * $argon2id$v=19$m=19456,t=2,p=1$…}. The dollars at the end spare a look whether there is one.
   */
  private static final String KINDS =
      """
      SELECT family, cost, count(*) AS accounts, min(hash) AS sample
      FROM (
        SELECT hash, family,
          CASE WHEN part LIKE 'v=%' THEN substr(rest, 1, POSITION(rest, '$') - 1) ELSE part END AS cost
        FROM (
          SELECT hash, family, substr(rest, 1, POSITION(rest, '$') - 1) AS part,
            substr(rest, POSITION(rest, '$') + 1) AS rest
          FROM (
            SELECT hash, substr(rest, 1, POSITION(rest, '$') - 1) AS family,
              substr(rest, POSITION(rest, '$') + 1) AS rest
            FROM (SELECT hash, substr(hash, 2) || '$$$' AS rest FROM passwords) AS texts
          ) AS named
        ) AS parted
      ) AS kinds
      GROUP BY family, cost ORDER BY accounts DESC, family, cost
      """;

  private final SqlTransactions transactions;
  private final String kinds;

  CredentialsTable(SqlTransactions transactions, Dialect dialect) {
    this.transactions = transactions;
    this.kinds = KINDS.replace("POSITION", dialect.position());
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

  @Override
  public List<HashKind> kinds() {
    return transactions.read(
        handle ->
            handle
                .createQuery(kinds)
                .map(
                    (results, context) ->
                        new HashKind(
                            results.getString("family"),
                            results.getString("cost"),
                            results.getLong("accounts"),
                            results.getString("sample")))
                .list());
  }
}
