package dev.latchkey.fake;

import dev.latchkey.core.challenge.Challenge;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.kernel.AccountId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Challenges in memory. */
final class MemoryChallenges implements Challenges {
  private final MemoryTransactions transactions;

  MemoryChallenges(MemoryTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void insert(Challenge challenge) {
    transactions.write(
        state -> {
          state.needAccount(challenge.account());
          return Optional.ofNullable(state.challenges.put(challenge.id(), challenge));
        });
  }

  @Override
  public Optional<Challenge> find(long id) {
    return transactions.read(state -> Optional.ofNullable(state.challenges.get(id)));
  }

  @Override
  public boolean use(long id, Instant at) {
    return transactions.write(
        state -> {
          Challenge present = state.challenges.get(id);
          if (present == null || present.usedAt() != null) {
            return false;
          }
          state.challenges.put(id, used(present, at));
          return true;
        });
  }

  @Override
  public void cancelAll(AccountId account, Purpose purpose, Instant at) {
    cancel(account, purpose, one -> true, at);
  }

  @Override
  public void cancelUnproven(AccountId account, Purpose purpose, Instant at) {
    cancel(account, purpose, one -> !one.isAddressProven(), at);
  }

  @Override
  public void cancelLater(AccountId account, Purpose purpose, Instant madeAfter, Instant at) {
    cancel(account, purpose, one -> one.createdAt().isAfter(madeAfter), at);
  }

  private void cancel(AccountId account, Purpose purpose, Predicate<Challenge> which, Instant at) {
    transactions.write(
        state -> {
          state.challenges.replaceAll(
              (id, one) ->
                  one.account().equals(account)
                          && one.purpose() == purpose
                          && one.usedAt() == null
                          && which.test(one)
                      ? used(one, at)
                      : one);
          return state;
        });
  }

  @Override
  public Optional<Instant> newest(AccountId account, Purpose purpose) {
    return transactions.read(
        state ->
            state.challenges.values().stream()
                .filter(one -> one.account().equals(account) && one.purpose() == purpose)
                .map(Challenge::createdAt)
                .max(Comparator.naturalOrder()));
  }

  private static Challenge used(Challenge c, Instant at) {
    return new Challenge(
        c.id(),
        c.purpose(),
        c.lookup(),
        c.account(),
        c.address(),
        c.isAddressProven(),
        c.createdAt(),
        c.expiresAt(),
        at);
  }

  @Override
  public int forget(Instant before, int limit) {
    return transactions.write(
        state -> {
          List<Long> old =
              state.challenges.values().stream()
                  .filter(one -> one.expiresAt().isBefore(before))
                  .limit(limit)
                  .map(Challenge::id)
                  .toList();
          old.forEach(state.challenges::remove);
          return old.size();
        });
  }
}
