package dev.latchkey.fake;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.session.Changes;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Accounts in memory. */
final class MemoryAccounts implements Accounts {
  private final MemoryTransactions transactions;
  private final Changes changes;

  MemoryAccounts(MemoryTransactions transactions, Changes changes) {
    this.transactions = transactions;
    this.changes = changes;
  }

  @Override
  public Account create(NewAccount wanted, Instant at) throws IdentifierTaken {
    return orTaken(
        () -> {
          AccountId id = new AccountId(transactions.lastAccount.incrementAndGet());
          Account account =
              new Account(
                  id,
                  wanted.realm(),
                  AccountStatus.ACTIVE,
                  display(wanted.username()),
                  wanted.mailbox() == null ? display(wanted.email()) : wanted.mailbox(),
                  null,
                  display(wanted.telegram()),
                  wanted.clientId(),
                  wanted.profile(),
                  Set.of(),
                  at,
                  at);
          wanted.identifiers().forEach(one -> claim(id, wanted.realm(), one, at));
          return transactions.write(
              state -> {
                state.accounts.put(id, account);
                state.names.put(
                    id,
                    new State.Names(
                        canonical(wanted.username()),
                        canonical(wanted.email()),
                        canonical(wanted.telegram())));
                return account;
              });
        });
  }

  private void claim(AccountId id, RealmName realm, Identifier identifier, Instant at) {
    transactions.write(
        state -> {
          State.Name name = name(realm, identifier.kind().namespace(), identifier.canonical());
          State.Hold hold = state.holds.get(name);
          if (hold != null && (hold.account().equals(id) || !at.isBefore(hold.until()))) {
            state.holds.remove(name);
            hold = null;
          }
          AccountId owner = hold == null ? state.identifiers.putIfAbsent(name, id) : hold.account();
          if (owner != null && !owner.equals(id)) {
            throw new TakenSignal(identifier);
          }
          return id;
        });
  }

  @Override
  public Optional<Account> find(AccountId id) {
    return transactions.read(state -> Optional.ofNullable(state.accounts.get(id)));
  }

  @Override
  public Optional<Account> lock(AccountId id) {
    // One transaction runs at a time.
    return find(id);
  }

  @Override
  public Optional<Account> findByIdentifier(
      RealmName realm, Namespace namespace, String canonical) {
    return transactions.read(
        state ->
            Optional.ofNullable(state.identifiers.get(name(realm, namespace, canonical)))
                .map(state.accounts::get));
  }

  @Override
  public boolean changeProfile(AccountId id, Profile profile, Instant at) {
    return change(id, a -> with(a, a.status(), profile, a.permissions(), at));
  }

  @Override
  public boolean changeEmail(AccountId id, Identifier email, Instant at) throws IdentifierTaken {
    return orTaken(
        () -> {
          Optional<Account> found = find(id);
          if (found.isEmpty()) {
            return false;
          }
          RealmName realm = found.get().realm();
          transactions.write(state -> release(state, id, realm, email));
          claim(id, realm, email, at);
          return change(id, a -> withEmail(a, email.display(), null, at));
        });
  }

  private static boolean release(State state, AccountId id, RealmName realm, Identifier wanted) {
    State.Names names = Objects.requireNonNull(state.names.get(id));
    String old = names.email();
    if (old != null
        && !old.equals(wanted.canonical())
        && !old.equals(names.username())
        && !old.equals(names.telegram())) {
      state.identifiers.remove(name(realm, Namespace.NAME, old));
    }
    state.names.put(id, new State.Names(names.username(), wanted.canonical(), names.telegram()));
    return true;
  }

  @Override
  public void hold(AccountId id, RealmName realm, Identifier address, Instant until) {
    transactions.write(
        state -> {
          state.needAccount(id);
          State.Name name = name(realm, address.kind().namespace(), address.canonical());
          State.Hold present = state.holds.get(name);
          boolean others = present != null && !present.account().equals(id);
          if (!others && !state.identifiers.containsKey(name)) {
            state.holds.put(name, new State.Hold(id, until));
          }
          return id;
        });
  }

  @Override
  public int forgetHolds(Instant before, int limit) {
    return transactions.write(
        state -> {
          List<State.Name> old =
              state.holds.entrySet().stream()
                  .filter(one -> one.getValue().until().isBefore(before))
                  .limit(limit)
                  .map(Map.Entry::getKey)
                  .toList();
          old.forEach(state.holds::remove);
          return old.size();
        });
  }

  @Override
  public boolean confirmEmail(AccountId id, String address, Instant at) {
    return find(id).filter(a -> address.equals(a.email())).isPresent()
        && change(id, a -> a.emailConfirmedAt() == null ? withEmail(a, address, at, at) : a);
  }

  @Override
  public boolean changeStatus(AccountId id, AccountStatus status, Instant at) {
    return change(id, a -> with(a, status, a.profile(), a.permissions(), at));
  }

  @Override
  public boolean changePermissions(AccountId id, Set<String> permissions, Instant at) {
    return change(id, a -> with(a, a.status(), a.profile(), permissions, at));
  }

  @Override
  public boolean delete(AccountId id) {
    return transactions.call(
        () -> {
          boolean was = transactions.write(state -> remove(state, id));
          if (was) {
            transactions.afterCommit(() -> changes.accountChanged(id));
          }
          return was;
        });
  }

  private static boolean remove(State state, AccountId id) {
    if (state.accounts.remove(id) == null) {
      return false;
    }
    state.names.remove(id);
    state.identifiers.values().removeIf(id::equals);
    state.events.replaceAll(
        e ->
            e.account().equals(id)
                ? new Event(e.kind(), id, e.session(), e.contract(), Origin.erased("-"), e.at())
                : e);
    state.devices.keySet().removeIf(one -> one.account().equals(id));
    state.holds.values().removeIf(one -> one.account().equals(id));
    state.passwords.remove(id);
    state.weaknesses.remove(id);
    state.places.keySet().removeIf(place -> place.account().equals(id));
    state.challenges.values().removeIf(one -> one.account().equals(id));
    state.letters.values().removeIf(one -> one.account().equals(id));
    state.sessions.values().removeIf(one -> one.account().equals(id));
    state.tokens.values().removeIf(one -> !state.sessions.containsKey(one.session()));
    return true;
  }

  @Override
  public List<Account> list(@Nullable RealmName realm, int after, int limit) {
    return transactions.read(
        state ->
            state.accounts.values().stream()
                .filter(a -> a.id().value() > after)
                .filter(a -> realm == null || a.realm().equals(realm))
                .limit(limit)
                .toList());
  }

  private boolean change(AccountId id, UnaryOperator<Account> how) {
    return transactions.call(
        () -> {
          boolean exists =
              transactions.write(
                  state -> state.accounts.computeIfPresent(id, (k, a) -> how.apply(a)) != null);
          if (exists) {
            transactions.afterCommit(() -> changes.accountChanged(id));
          }
          return exists;
        });
  }

  private <T> T orTaken(Supplier<T> work) throws IdentifierTaken {
    try {
      return transactions.call(work);
    } catch (TakenSignal signal) {
      throw new IdentifierTaken(signal.identifier);
    }
  }

  private static Account with(
      Account a, AccountStatus status, Profile profile, Set<String> permissions, Instant at) {
    return new Account(
        a.id(),
        a.realm(),
        status,
        a.username(),
        a.email(),
        a.emailConfirmedAt(),
        a.telegramName(),
        a.clientId(),
        profile,
        permissions,
        a.createdAt(),
        at);
  }

  private static Account withEmail(
      Account a, String email, @Nullable Instant confirmedAt, Instant at) {
    return new Account(
        a.id(),
        a.realm(),
        a.status(),
        a.username(),
        email,
        confirmedAt,
        a.telegramName(),
        a.clientId(),
        a.profile(),
        a.permissions(),
        a.createdAt(),
        at);
  }

  private static State.Name name(RealmName realm, Namespace namespace, String canonical) {
    return new State.Name(realm.value(), namespace.name(), canonical);
  }

  private static @Nullable String display(@Nullable Identifier identifier) {
    return identifier == null ? null : identifier.display();
  }

  private static @Nullable String canonical(@Nullable Identifier identifier) {
    return identifier == null ? null : identifier.canonical();
  }

  private static final class TakenSignal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Identifier identifier;

    TakenSignal(Identifier identifier) {
      super("taken", null, false, false);
      this.identifier = identifier;
    }
  }
}
