package dev.latchkey.fake;

import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.client.Clients;
import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.policy.KnownPlaces;
import dev.latchkey.core.policy.Lockouts;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.token.StoredKeys;
import dev.latchkey.core.token.Tokens;
import dev.latchkey.feature.device.KnownDevices;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.feature.upkeep.Leases;
import dev.latchkey.feature.usage.DoorUses;
import dev.latchkey.kernel.Transactions;
import java.util.List;

/** All stored things together, real or in memory. */
public interface Store extends AutoCloseable {
  /** Gives the transactions. */
  Transactions transactions();

  /** Gives the accounts. */
  Accounts accounts();

  /** Gives the password hashes. */
  Credentials credentials();

  /** Gives the sessions. */
  Sessions sessions();

  /** Gives the tokens. */
  Tokens tokens();

  /** Gives the signing keys. */
  StoredKeys storedKeys();

  /** Gives the challenges. */
  Challenges challenges();

  /** Gives the clients. */
  Clients clients();

  /** Gives the record of events. */
  Events events();

  /** Lists what the record of events holds, oldest first. */
  List<Event> recordedEvents();

  /** Gives the counters of failed attempts. */
  Lockouts lockouts();

  /** Gives the networks from which accounts signed in. */
  KnownPlaces knownPlaces();

  /** Gives the letters that wait. */
  Outbox outbox();

  /** Gives the known devices. */
  KnownDevices knownDevices();

  @Override
  void close();

  /** Gives the leases. */
  Leases leases();

  /** Gives the use of doors. */
  DoorUses doorUses();
}
