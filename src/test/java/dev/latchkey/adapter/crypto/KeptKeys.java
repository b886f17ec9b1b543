package dev.latchkey.adapter.crypto;

import dev.latchkey.core.token.StoredKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Signing keys in memory. */
final class KeptKeys implements StoredKeys {
  private final List<StoredKey> keys = new ArrayList<>();

  @Override
  public synchronized List<StoredKey> of(String purpose) {
    return keys.stream()
        .filter(key -> key.purpose().equals(purpose))
        .sorted(Comparator.comparingInt(StoredKey::position).reversed())
        .toList();
  }

  @Override
  public synchronized boolean insert(StoredKey key) {
    boolean free = of(key.purpose()).stream().noneMatch(k -> k.position() == key.position());
    return free && keys.add(key);
  }

  @Override
  public synchronized int remove(String purpose, int below) {
    int before = keys.size();
    keys.removeIf(key -> key.purpose().equals(purpose) && key.position() < below);
    return before - keys.size();
  }
}
