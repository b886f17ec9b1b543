package dev.latchkey.fake;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.challenge.Challenge;
import dev.latchkey.core.client.Client;
import dev.latchkey.core.credential.Weakness;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.Sessions.Ended;
import dev.latchkey.core.token.StoredKeys.StoredKey;
import dev.latchkey.core.token.Token;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.feature.usage.DoorUse;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.ConcurrentChange;
import dev.latchkey.kernel.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that a {@link MemoryStore} holds. */
final class State {
  final TreeMap<AccountId, Account> accounts;
  final Map<AccountId, Names> names;
  final Map<Name, AccountId> identifiers;
  final Map<Name, Hold> holds;
  final Map<DeviceKey, Seen> devices;
  final Map<AccountId, String> passwords;
  final Map<AccountId, Weakness.Kind> weaknesses;
  final Map<SessionId, Session> sessions;
  final List<Ended> endings;
  final Map<TokenKey, Token> tokens;
  final Map<Long, Challenge> challenges;
  final TreeMap<String, Client> clients;
  final List<Event> events;
  final TreeMap<Long, Outbox.Entry> letters;
  final Map<Long, String> holders;
  final List<StoredKey> keys;
  final Map<String, MemoryLockouts.Counter> lockouts;
  final Map<MemoryPlaces.Place, Instant> places;
  final Map<String, MemoryLeases.Lease> leases;
  final TreeMap<MemoryDoorUses.Key, DoorUse> uses;

  State() {
    accounts = new TreeMap<>();
    names = new HashMap<>();
    identifiers = new HashMap<>();
    holds = new HashMap<>();
    devices = new HashMap<>();
    passwords = new HashMap<>();
    weaknesses = new HashMap<>();
    sessions = new HashMap<>();
    endings = new ArrayList<>();
    tokens = new HashMap<>();
    challenges = new HashMap<>();
    clients = new TreeMap<>();
    events = new ArrayList<>();
    letters = new TreeMap<>();
    holders = new HashMap<>();
    keys = new ArrayList<>();
    lockouts = new HashMap<>();
    places = new HashMap<>();
    leases = new HashMap<>();
    uses = new TreeMap<>();
  }

  private State(State from) {
    accounts = new TreeMap<>(from.accounts);
    names = new HashMap<>(from.names);
    identifiers = new HashMap<>(from.identifiers);
    holds = new HashMap<>(from.holds);
    devices = new HashMap<>(from.devices);
    passwords = new HashMap<>(from.passwords);
    weaknesses = new HashMap<>(from.weaknesses);
    sessions = new HashMap<>(from.sessions);
    endings = new ArrayList<>(from.endings);
    tokens = new HashMap<>(from.tokens);
    challenges = new HashMap<>(from.challenges);
    clients = new TreeMap<>(from.clients);
    events = new ArrayList<>(from.events);
    letters = new TreeMap<>(from.letters);
    holders = new HashMap<>(from.holders);
    keys = new ArrayList<>(from.keys);
    lockouts = new HashMap<>(from.lockouts);
    places = new HashMap<>(from.places);
    leases = new HashMap<>(from.leases);
    uses = new TreeMap<>(from.uses);
  }

  /** Copies everything; the rows themselves cannot change. */
  State copy() {
    return new State(this);
  }

  /** Refuses a row that would point to an account that is gone, as a foreign key does. */
  void needAccount(AccountId id) {
    if (!accounts.containsKey(id)) {
      throw new ConcurrentChange("the account went away");
    }
  }

  /** Refuses a row that would point to a session that is gone. */
  void needSession(SessionId id) {
    if (!sessions.containsKey(id)) {
      throw new ConcurrentChange("the session went away");
    }
  }

  /** An identifier as it is compared. */
  record Name(String realm, String namespace, String canonical) {}

  /** A name that an account gave up and may take back. */
  record Hold(AccountId account, Instant until) {}

  /** A device of an account. */
  record DeviceKey(AccountId account, String digest) {}

  /** When a device was seen. */
  record Seen(Instant first, Instant last) {}

  /** What a token is found by. */
  record TokenKey(String kind, String lookup) {}

  /** The canonical names of an account. */
  record Names(@Nullable String username, @Nullable String email, @Nullable String telegram) {}
}
