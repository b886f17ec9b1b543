package dev.latchkey.fake;

import dev.latchkey.feature.mail.Outbox;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Letters in memory. */
final class MemoryOutbox implements Outbox {
  private final MemoryTransactions transactions;

  MemoryOutbox(MemoryTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void insert(Entry entry) {
    long id = transactions.lastLetter.incrementAndGet();
    transactions.write(
        state -> {
          state.needAccount(entry.account());
          state.letters.put(id, new Change(entry).id(id).get());
          return id;
        });
  }

  @Override
  public List<Entry> list(long after, int limit) {
    return transactions.read(
        state -> state.letters.tailMap(after, false).values().stream().limit(limit).toList());
  }

  @Override
  public List<Entry> newest(int limit) {
    return transactions.read(
        state -> state.letters.descendingMap().values().stream().limit(limit).toList());
  }

  @Override
  public Optional<Entry> find(long id) {
    return transactions.read(state -> Optional.ofNullable(state.letters.get(id)));
  }

  @Override
  public Optional<Entry> take(String holder, Instant now, Instant until) {
    return transactions.write(
        state -> {
          Optional<Entry> due =
              state.letters.values().stream()
                  .filter(one -> one.status() == Status.WAITING && !one.nextAt().isAfter(now))
                  .min(Comparator.comparing(Entry::nextAt).thenComparingLong(Entry::id));
          Optional<Entry> taken =
              due.map(one -> new Change(one).tried(one.attempts() + 1, one.doubts() + 1, until));
          taken.ifPresent(
              one -> {
                state.letters.put(one.id(), one);
                state.holders.put(one.id(), holder);
              });
          return taken;
        });
  }

  @Override
  public Depth depth() {
    return transactions.read(
        state -> {
          List<Instant> kept =
              state.letters.values().stream()
                  .filter(one -> one.status() == Status.WAITING)
                  .map(Entry::createdAt)
                  .sorted()
                  .toList();
          return new Depth(kept.size(), kept.isEmpty() ? null : kept.getFirst());
        });
  }

  @Override
  public boolean settle(
      long id, String holder, Status status, @Nullable String problem, Instant at) {
    return held(
        id,
        holder,
        one -> new Change(one).settled(status, problem, at, status == Status.GIVEN_UP).get());
  }

  @Override
  public boolean postpone(
      long id, String holder, Instant next, String problem, boolean mayHaveArrived) {
    return held(
        id,
        holder,
        one ->
            new Change(one)
                .problem(problem)
                .tried(one.attempts(), one.doubts() - (mayHaveArrived ? 0 : 1), next));
  }

  private boolean held(long id, String holder, UnaryOperator<Entry> change) {
    return transactions.write(
        state -> {
          Entry present = state.letters.get(id);
          if (present == null
              || present.status() != Status.WAITING
              || !holder.equals(state.holders.get(id))) {
            return false;
          }
          state.letters.put(id, change.apply(present));
          state.holders.remove(id);
          return true;
        });
  }

  @Override
  public boolean retry(long id, Instant at) {
    return transactions.write(
        state -> {
          Entry present = state.letters.get(id);
          if (present == null
              || !(present.status() == Status.GIVEN_UP
                  || (present.status() == Status.WAITING && !state.holders.containsKey(id)))) {
            return false;
          }
          state.letters.put(
              id,
              new Change(present)
                  .settled(Status.WAITING, present.problem(), null, true)
                  .tried(0, 0, at));
          return true;
        });
  }

  @Override
  public int expire(Instant now, String problem, int limit) {
    return changeAll(
        one ->
            one.sealedSecret() != null
                && one.expiresAt() != null
                && !one.expiresAt().isAfter(now)
                && !isHeld(one, now),
        limit,
        one ->
            one.status() == Status.WAITING
                ? new Change(one).settled(Status.DROPPED, problem, now, false).get()
                : new Change(one)
                    .settled(one.status(), one.problem(), one.settledAt(), false)
                    .get());
  }

  private boolean isHeld(Entry one, Instant now) {
    return one.status() == Status.WAITING
        && one.nextAt().isAfter(now)
        && transactions.read(state -> state.holders.containsKey(one.id()));
  }

  @Override
  public int giveUp(Instant before, Instant now, String problem, int limit) {
    return changeAll(
        one ->
            one.status() == Status.WAITING
                && one.createdAt().isBefore(before)
                && !one.nextAt().isAfter(now),
        limit,
        one ->
            new Change(one)
                .settled(
                    Status.GIVEN_UP, one.problem() == null ? problem : one.problem(), now, true)
                .get());
  }

  private int changeAll(Predicate<Entry> which, int limit, UnaryOperator<Entry> change) {
    return transactions.write(
        state -> {
          Map<Long, Entry> changed = new HashMap<>();
          state.letters.values().stream()
              .filter(which)
              .limit(limit)
              .forEach(one -> changed.put(one.id(), change.apply(one)));
          state.letters.putAll(changed);
          return changed.size();
        });
  }

  @Override
  public int remove(Instant before, int limit) {
    return transactions.write(
        state -> {
          List<Long> gone =
              state.letters.values().stream()
                  .filter(one -> one.settledAt() != null && one.settledAt().isBefore(before))
                  .limit(limit)
                  .map(Entry::id)
                  .toList();
          gone.forEach(state.letters::remove);
          return gone.size();
        });
  }

  /** A letter that is changed step by step. */
  private static final class Change {
    private Entry entry;

    Change(Entry entry) {
      this.entry = entry;
    }

    Change id(long id) {
      Entry e = entry;
      entry =
          new Entry(
              id,
              e.kind(),
              e.account(),
              e.address(),
              e.language(),
              e.facts(),
              e.sealedSecret(),
              e.place(),
              e.createdAt(),
              e.expiresAt(),
              e.status(),
              e.nextAt(),
              e.attempts(),
              e.doubts(),
              e.problem(),
              e.settledAt());
      return this;
    }

    Entry tried(int attempts, int doubts, Instant next) {
      Entry e = entry;
      return new Entry(
          e.id(),
          e.kind(),
          e.account(),
          e.address(),
          e.language(),
          e.facts(),
          e.sealedSecret(),
          e.place(),
          e.createdAt(),
          e.expiresAt(),
          e.status(),
          next,
          attempts,
          doubts,
          e.problem(),
          e.settledAt());
    }

    Change problem(String problem) {
      return settled(entry.status(), problem, entry.settledAt(), true);
    }

    Change settled(
        Status status, @Nullable String problem, @Nullable Instant at, boolean keepSecret) {
      Entry e = entry;
      entry =
          new Entry(
              e.id(),
              e.kind(),
              e.account(),
              e.address(),
              e.language(),
              e.facts(),
              keepSecret ? e.sealedSecret() : null,
              e.place(),
              e.createdAt(),
              e.expiresAt(),
              status,
              e.nextAt(),
              e.attempts(),
              e.doubts(),
              problem,
              at);
      return this;
    }

    Entry get() {
      return entry;
    }
  }
}
