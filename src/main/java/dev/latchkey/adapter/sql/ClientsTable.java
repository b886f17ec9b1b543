package dev.latchkey.adapter.sql;

import dev.latchkey.core.client.Client;
import dev.latchkey.core.client.Clients;
import dev.latchkey.kernel.RealmName;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table {@code clients}. */
final class ClientsTable implements Clients {
  private final SqlTransactions transactions;
  private final Dialect dialect;

  ClientsTable(SqlTransactions transactions, Dialect dialect) {
    this.transactions = transactions;
    this.dialect = dialect;
  }

  private static Client read(Row row) throws SQLException {
    return new Client(
        row.text(), new RealmName(row.text()), row.text(), row.textOrNull(), row.instant());
  }

  @Override
  public boolean add(Client client) {
    return transactions.write(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO clients (id, realm, name, secret_lookup, created_at)
                        VALUES (:id, :realm, :name, :secretLookup, :createdAt)
                        ON CONFLICT DO NOTHING
                        """)
                    .bind("id", client.id())
                    .bind("realm", client.realm().value())
                    .bind("name", client.name())
                    .bind("secretLookup", client.secretLookup())
                    .bind("createdAt", Row.millis(client.createdAt()))
                    .execute())
        > 0;
  }

  @Override
  public Optional<Client> find(String id) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, realm, name, secret_lookup, created_at FROM clients WHERE id = :id
                    """)
                .bind("id", id)
                .map((results, context) -> read(new Row(results)))
                .findOne());
  }

  @Override
  public boolean hold(String id) {
    return transactions.write(
        handle ->
            handle
                .createQuery("SELECT 1 FROM clients WHERE id = :id" + dialect.holdLock())
                .bind("id", id)
                .map((results, context) -> results.getInt(1))
                .findOne()
                .isPresent());
  }

  @Override
  public boolean remove(String id) {
    return transactions.write(
            handle ->
                handle.createUpdate("DELETE FROM clients WHERE id = :id").bind("id", id).execute())
        > 0;
  }

  @Override
  public List<Client> list() {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    "SELECT id, realm, name, secret_lookup, created_at FROM clients ORDER BY id")
                .map((results, context) -> read(new Row(results)))
                .list());
  }
}
