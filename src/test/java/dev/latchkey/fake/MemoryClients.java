package dev.latchkey.fake;

import dev.latchkey.core.client.Client;
import dev.latchkey.core.client.Clients;
import java.util.List;
import java.util.Optional;

/** Clients in memory. */
final class MemoryClients implements Clients {
  private final MemoryTransactions transactions;

  MemoryClients(MemoryTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public boolean add(Client client) {
    return transactions.write(state -> state.clients.putIfAbsent(client.id(), client) == null);
  }

  @Override
  public Optional<Client> find(String id) {
    return transactions.read(state -> Optional.ofNullable(state.clients.get(id)));
  }

  /** Transactions take turns here. */
  @Override
  public boolean hold(String id) {
    return find(id).isPresent();
  }

  @Override
  public boolean remove(String id) {
    return transactions.write(state -> state.clients.remove(id) != null);
  }

  @Override
  public List<Client> list() {
    return transactions.read(state -> List.copyOf(state.clients.values()));
  }
}
