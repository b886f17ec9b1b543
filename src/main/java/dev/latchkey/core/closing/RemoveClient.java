package dev.latchkey.core.closing;

import dev.latchkey.core.client.Clients;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;

/** Removes a client, which ends the sessions that were opened through it. */
public final class RemoveClient {
  private final Clients clients;
  private final Sessions sessions;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param clients registered clients
   * @param sessions stored sessions
   * @param transactions the store's transactions
   * @param time the clock
   */
  public RemoveClient(Clients clients, Sessions sessions, Transactions transactions, Time time) {
    this.clients = clients;
    this.sessions = sessions;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Removes a client; its accounts stay.
   *
   * @param clientId its id
   * @return false if it was not registered
   */
  public boolean remove(String clientId) {
    return transactions.call(
        () -> {
          // First: it waits for sign-ins under way, whose sessions can be seen after it.
          boolean isRemoved = clients.remove(clientId);
          sessions.endAllOfClient(clientId, time.now());
          return isRemoved;
        });
  }
}
