package dev.latchkey.adapter.sql;

import dev.latchkey.core.letter.Letter;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.kernel.AccountId;
import java.sql.SQLException;
import java.util.List;

/** The table {@code letters}. */
final class OutboxTable implements Outbox {
  private final SqlTransactions transactions;

  OutboxTable(SqlTransactions transactions) {
    this.transactions = transactions;
  }

  private static Entry read(Row row) throws SQLException {
    return new Entry(
        row.number(),
        Letter.Kind.valueOf(row.text()),
        new AccountId(row.integer()),
        row.text(),
        row.textOrNull(),
        row.text(),
        row.instant());
  }

  @Override
  public void insert(Entry entry) {
    transactions.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO letters (
                      kind, account_id, address, sealed_secret, place, created_at)
                    VALUES (:kind, :account, :address, :sealedSecret, :place, :createdAt)
                    """)
                .bind("kind", entry.kind().name())
                .bind("account", entry.account().value())
                .bind("address", entry.address())
                .bind("sealedSecret", entry.sealedSecret())
                .bind("place", entry.place())
                .bind("createdAt", Row.millis(entry.createdAt()))
                .execute());
  }

  @Override
  public List<Entry> list(long after, int limit) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, kind, account_id, address, sealed_secret, place, created_at
                    FROM letters WHERE id > :after ORDER BY id LIMIT :limit
                    """)
                .bind("after", after)
                .bind("limit", limit)
                .map((results, context) -> read(new Row(results)))
                .list());
  }
}
