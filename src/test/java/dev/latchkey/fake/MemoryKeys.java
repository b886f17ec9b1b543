package dev.latchkey.fake;

import dev.latchkey.core.token.StoredKeys;
import java.util.Comparator;
import java.util.List;

/** Signing keys in memory. */
final class MemoryKeys implements StoredKeys {
  private final MemoryTransactions transactions;

  MemoryKeys(MemoryTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<StoredKey> of(String purpose) {
    return transactions.read(
        state ->
            state.keys.stream()
                .filter(key -> key.purpose().equals(purpose))
                .sorted(Comparator.comparingInt(StoredKey::position).reversed())
                .toList());
  }

  @Override
  public boolean insert(StoredKey key) {
    return transactions.write(
        state ->
            state.keys.stream()
                    .noneMatch(
                        k -> k.purpose().equals(key.purpose()) && k.position() == key.position())
                && state.keys.add(key));
  }

  @Override
  public int remove(String purpose, int below) {
    return transactions.write(
        state -> {
          int before = state.keys.size();
          state.keys.removeIf(key -> key.purpose().equals(purpose) && key.position() < below);
          return before - state.keys.size();
        });
  }
}
