package dev.latchkey.fake;

import dev.latchkey.core.policy.KnownPlaces;
import dev.latchkey.kernel.AccountId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Known networks in memory. */
final class MemoryPlaces implements KnownPlaces {
  private final MemoryTransactions transactions;

  MemoryPlaces(MemoryTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Instant> seenAt(@Nullable AccountId account, String network) {
    return account == null
        ? Optional.empty()
        : transactions.read(
            state -> Optional.ofNullable(state.places.get(new Place(account, network))));
  }

  @Override
  public void note(AccountId account, String network, Instant at) {
    transactions.run(
        () -> {
          transactions.write(
              state -> {
                state.needAccount(account);
                return Optional.ofNullable(state.places.put(new Place(account, network), at));
              });
          dropOldest(account);
        });
  }

  private void dropOldest(AccountId account) {
    transactions.write(
        state -> {
          List<Place> beyond =
              state.places.entrySet().stream()
                  .filter(one -> one.getKey().account.equals(account))
                  .sorted(
                      Map.Entry.<Place, Instant>comparingByValue(Comparator.reverseOrder())
                          .thenComparing(one -> one.getKey().network))
                  .skip(KEPT)
                  .map(Map.Entry::getKey)
                  .toList();
          beyond.forEach(state.places::remove);
          return beyond.size();
        });
  }

  @Override
  public int forget(Instant before, int limit) {
    return transactions.write(
        state -> {
          List<Place> old =
              state.places.entrySet().stream()
                  .filter(one -> one.getValue().isBefore(before))
                  .map(Map.Entry::getKey)
                  .limit(limit)
                  .toList();
          old.forEach(state.places::remove);
          return old.size();
        });
  }

  /** What a row is found by. */
  record Place(AccountId account, String network) {}
}
