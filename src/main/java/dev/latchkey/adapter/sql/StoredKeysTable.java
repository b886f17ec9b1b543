package dev.latchkey.adapter.sql;

import dev.latchkey.core.token.StoredKeys;
import java.sql.SQLException;
import java.util.List;

/** The table {@code signing_keys}. */
final class StoredKeysTable implements StoredKeys {
  private final SqlTransactions transactions;

  StoredKeysTable(SqlTransactions transactions) {
    this.transactions = transactions;
  }

  private static StoredKey read(Row row) throws SQLException {
    return new StoredKey(row.text(), row.integer(), row.text(), row.instant());
  }

  @Override
  public List<StoredKey> of(String purpose) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT purpose, position, sealed_key, created_at FROM signing_keys
                    WHERE purpose = :purpose ORDER BY position DESC
                    """)
                .bind("purpose", purpose)
                .map((results, context) -> read(new Row(results)))
                .list());
  }

  @Override
  public boolean insert(StoredKey key) {
    return transactions.write(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO signing_keys (purpose, position, sealed_key, created_at)
                        VALUES (:purpose, :position, :sealed, :createdAt)
                        ON CONFLICT DO NOTHING
                        """)
                    .bind("purpose", key.purpose())
                    .bind("position", key.position())
                    .bind("sealed", key.sealed())
                    .bind("createdAt", Row.millis(key.createdAt()))
                    .execute())
        > 0;
  }

  @Override
  public int remove(String purpose, int below) {
    return transactions.write(
        handle ->
            handle
                .createUpdate(
                    "DELETE FROM signing_keys WHERE purpose = :purpose AND position < :below")
                .bind("purpose", purpose)
                .bind("below", below)
                .execute());
  }
}
