package dev.latchkey.fake;

import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.client.Clients;
import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.policy.KnownPlaces;
import dev.latchkey.core.policy.Lockouts;
import dev.latchkey.core.session.Changes;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.token.StoredKeys;
import dev.latchkey.core.token.Tokens;
import dev.latchkey.feature.device.KnownDevices;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.feature.upkeep.Leases;
import dev.latchkey.feature.usage.DoorUses;
import dev.latchkey.kernel.Transactions;
import java.util.List;

/** A store that lives in memory. Safe for use by many threads; one transaction at a time. */
public final class MemoryStore implements Store {
  private final MemoryTransactions transactions = new MemoryTransactions();
  private final Changes changes;

  /**
   * Makes an empty one.
   *
   * @param changes learns what ends and changes, after commit
   */
  public MemoryStore(Changes changes) {
    this.changes = changes;
  }

  @Override
  public Transactions transactions() {
    return transactions;
  }

  @Override
  public Accounts accounts() {
    return new MemoryAccounts(transactions, changes);
  }

  @Override
  public Credentials credentials() {
    return new MemoryCredentials(transactions);
  }

  @Override
  public Sessions sessions() {
    return new MemorySessions(transactions, changes);
  }

  @Override
  public Tokens tokens() {
    return new MemoryTokens(transactions, changes);
  }

  @Override
  public StoredKeys storedKeys() {
    return new MemoryKeys(transactions);
  }

  @Override
  public Challenges challenges() {
    return new MemoryChallenges(transactions);
  }

  @Override
  public Clients clients() {
    return new MemoryClients(transactions);
  }

  @Override
  public Events events() {
    return new MemoryEvents(transactions);
  }

  @Override
  public List<Event> recordedEvents() {
    return transactions.read(state -> List.copyOf(state.events));
  }

  @Override
  public Lockouts lockouts() {
    return new MemoryLockouts(transactions);
  }

  @Override
  public KnownPlaces knownPlaces() {
    return new MemoryPlaces(transactions);
  }

  @Override
  public Outbox outbox() {
    return new MemoryOutbox(transactions);
  }

  @Override
  public KnownDevices knownDevices() {
    return new MemoryKnownDevices(transactions);
  }

  @Override
  public void close() {}

  @Override
  public DoorUses doorUses() {
    return new MemoryDoorUses(transactions);
  }

  @Override
  public Leases leases() {
    return new MemoryLeases(transactions);
  }
}
