package dev.latchkey.fake;

import dev.latchkey.core.session.Changes;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.ConcurrentChange;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sessions in memory. */
final class MemorySessions implements Sessions {
  private final MemoryTransactions transactions;
  private final Changes changes;

  MemorySessions(MemoryTransactions transactions, Changes changes) {
    this.transactions = transactions;
    this.changes = changes;
  }

  @Override
  public void insert(Session session) {
    transactions.write(
        state -> {
          state.needAccount(session.account());
          boolean isPlanned =
              session.planKey() != null
                  && planned(state, session.account(), session.contract(), session.planKey())
                      .isPresent();
          if (isPlanned || state.sessions.containsKey(session.id())) {
            throw new ConcurrentChange("a session of this plan key is live");
          }
          return Optional.ofNullable(state.sessions.put(session.id(), session));
        });
  }

  @Override
  public int nextDeviceNumber() {
    return transactions.lastDevice.incrementAndGet();
  }

  @Override
  public Optional<Session> find(SessionId id) {
    return transactions.read(state -> Optional.ofNullable(state.sessions.get(id)));
  }

  @Override
  public Optional<Session> findPlanned(AccountId account, String contract, String planKey) {
    return transactions.read(state -> planned(state, account, contract, planKey));
  }

  private static Optional<Session> planned(
      State state, AccountId account, String contract, String planKey) {
    return state.sessions.values().stream()
        .filter(s -> s.endedAt() == null && s.account().equals(account))
        .filter(s -> s.contract().equals(contract) && planKey.equals(s.planKey()))
        .findFirst();
  }

  @Override
  public boolean signInAgain(SessionId id, Device device, Origin origin, Instant at) {
    return transactions.write(
        state -> {
          Session present = state.sessions.get(id);
          if (present == null || present.endedAt() != null) {
            return false;
          }
          state.sessions.put(
              id, copy(present, device, origin.address(), origin.agent(), at, at, null));
          return true;
        });
  }

  @Override
  public boolean end(SessionId id, Instant at) {
    return !end(session -> session.id().equals(id), at).isEmpty();
  }

  @Override
  public List<SessionId> endAll(AccountId account, @Nullable SessionId except, Instant at) {
    return end(s -> s.account().equals(account) && !s.id().equals(except), at);
  }

  @Override
  public int endAllOfClient(String clientId, Instant at) {
    return end(session -> clientId.equals(session.clientId()), at).size();
  }

  @Override
  public int endSomeOf(String contract, int limit, Instant at) {
    Set<SessionId> some =
        transactions.read(
            state ->
                state.sessions.values().stream()
                    .filter(s -> s.endedAt() == null && s.contract().equals(contract))
                    .limit(limit)
                    .map(Session::id)
                    .collect(Collectors.toSet()));
    return end(session -> some.contains(session.id()), at).size();
  }

  @Override
  public long countLive(String contract, Instant openedBefore, Instant now) {
    return transactions.read(
        state ->
            state.sessions.values().stream()
                .filter(s -> s.contract().equals(contract) && s.isLive(now))
                .filter(s -> s.createdAt().isBefore(openedBefore))
                .count());
  }

  private List<SessionId> end(Predicate<Session> which, Instant at) {
    return transactions.call(
        () -> {
          List<SessionId> ended = new ArrayList<>();
          transactions.write(
              state -> {
                for (Session one : List.copyOf(state.sessions.values())) {
                  if (one.endedAt() == null && which.test(one)) {
                    state.sessions.put(one.id(), ended(one, at));
                    state.endings.add(new Ended(one.id(), one.account(), at));
                    ended.add(one.id());
                  }
                }
                return ended;
              });
          transactions.afterCommit(() -> ended.forEach(changes::sessionEnded));
          return ended;
        });
  }

  @Override
  public List<Session> of(AccountId account) {
    return transactions.read(
        state ->
            state.sessions.values().stream()
                .filter(s -> s.endedAt() == null && s.account().equals(account))
                .sorted(
                    Comparator.comparing(Session::signedInAt)
                        .thenComparing(Session::createdAt)
                        .thenComparingLong(s -> s.id().value())
                        .reversed())
                .toList());
  }

  @Override
  public List<Ended> endedSince(Instant since) {
    return transactions.read(
        state -> state.endings.stream().filter(one -> !one.at().isBefore(since)).toList());
  }

  @Override
  public void seen(Map<SessionId, Instant> moments) {
    transactions.write(
        state -> {
          moments.forEach((id, at) -> state.sessions.computeIfPresent(id, (k, s) -> seen(s, at)));
          return state;
        });
  }

  private static Session seen(Session s, Instant at) {
    boolean counts = s.endedAt() == null && at.isAfter(s.lastSeenAt());
    return counts ? copy(s, s.device(), s.address(), s.agent(), s.signedInAt(), at, null) : s;
  }

  private static Session ended(Session s, Instant at) {
    return copy(s, s.device(), s.address(), s.agent(), s.signedInAt(), s.lastSeenAt(), at);
  }

  private static Session copy(
      Session s,
      Device device,
      String address,
      @Nullable String agent,
      Instant signedInAt,
      Instant lastSeenAt,
      @Nullable Instant endedAt) {
    return new Session(
        s.id(),
        s.account(),
        s.contract(),
        s.clientId(),
        s.planKey(),
        s.deviceNumber(),
        device,
        address,
        agent,
        s.createdAt(),
        signedInAt,
        lastSeenAt,
        s.idleLifetime(),
        s.expiresAt(),
        endedAt);
  }

  @Override
  public int forget(Instant before, int limit) {
    return transactions.write(
        state -> {
          List<SessionId> over =
              state.sessions.values().stream()
                  .filter(s -> isOver(s, before))
                  .limit(limit)
                  .map(Session::id)
                  .toList();
          over.forEach(state.sessions::remove);
          state.tokens.values().removeIf(token -> over.contains(token.session()));
          return over.size();
        });
  }

  private static boolean isOver(Session s, Instant before) {
    Instant last = before.minusMillis(1);
    return s.isExpired(last) || (s.endedAt() != null && s.endedAt().isBefore(before));
  }

  @Override
  public int forgetEndings(Instant before, int limit) {
    return transactions.write(
        state -> {
          List<Ended> old =
              state.endings.stream().filter(one -> one.at().isBefore(before)).limit(limit).toList();
          state.endings.removeAll(old);
          return old.size();
        });
  }
}
