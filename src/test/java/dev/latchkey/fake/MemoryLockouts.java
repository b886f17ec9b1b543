package dev.latchkey.fake;

import dev.latchkey.core.policy.LockoutRule;
import dev.latchkey.core.policy.Lockouts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counters of failed attempts in memory. */
final class MemoryLockouts implements Lockouts {
  private final MemoryTransactions transactions;

  MemoryLockouts(MemoryTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Reservation reserve(String subject, LockoutRule rule, Instant at) {
    return transactions.write(
        state -> {
          Counter next = next(state.lockouts.get(subject), rule, at);
          state.lockouts.put(subject, next);
          return new Reservation(next.failures, next.refused == 0, next.lockedUntil, next.isTold);
        });
  }

  private static Counter next(@Nullable Counter present, LockoutRule rule, Instant at) {
    Instant longest = at.plus(rule.lifetime());
    if (present != null && present.lockedUntil.isAfter(at)) {
      return new Counter(
          present.failures,
          present.refused + 1,
          earlier(present.beganAt, at),
          earlier(present.lockedUntil, longest),
          present.isTold);
    }
    boolean isNew =
        present == null
            || present.lockedUntil.isAfter(Instant.EPOCH)
            || !present.beganAt.isAfter(at.minus(rule.window()));
    int failures = isNew || present == null ? 1 : present.failures + 1;
    Instant beganAt = isNew || present == null ? at : earlier(present.beganAt, at);
    Instant until = failures >= rule.after() ? longest : Instant.EPOCH;
    return new Counter(failures, 0, beganAt, until, false);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  @Override
  public void giveBack(String subject) {
    transactions.write(
        state ->
            Optional.ofNullable(
                state.lockouts.computeIfPresent(
                    subject,
                    (same, present) ->
                        new Counter(
                            Math.max(0, present.failures - 1),
                            present.refused,
                            present.beganAt,
                            Instant.EPOCH,
                            false))));
  }

  @Override
  public void clear(String subject) {
    transactions.write(state -> Optional.ofNullable(state.lockouts.remove(subject)));
  }

  @Override
  public boolean tell(String subject) {
    return transactions.write(
        state -> {
          Counter present = state.lockouts.get(subject);
          if (present == null || present.isTold || !present.lockedUntil.isAfter(Instant.EPOCH)) {
            return false;
          }
          state.lockouts.put(
              subject,
              new Counter(
                  present.failures, present.refused, present.beganAt, present.lockedUntil, true));
          return true;
        });
  }

  @Override
  public int forget(LockoutRule rule, Instant at, int limit) {
    Instant cutoff = at.minus(rule.window());
    return transactions.write(
        state -> {
          List<String> old =
              state.lockouts.entrySet().stream()
                  .filter(one -> !one.getValue().beganAt.isAfter(cutoff))
                  .filter(one -> !one.getValue().lockedUntil.isAfter(at))
                  .limit(limit)
                  .map(Map.Entry::getKey)
                  .toList();
          old.forEach(state.lockouts::remove);
          return old.size();
        });
  }

  /** A row. */
  record Counter(int failures, int refused, Instant beganAt, Instant lockedUntil, boolean isTold) {}
}
