package dev.latchkey.fake;

import dev.latchkey.feature.usage.Door;
import dev.latchkey.feature.usage.DoorUse;
import dev.latchkey.feature.usage.DoorUses;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The use of doors in memory. */
final class MemoryDoorUses implements DoorUses {
  private final MemoryTransactions transactions;

  MemoryDoorUses(MemoryTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void add(List<DoorUse> uses) {
    transactions.write(
        state -> {
          for (DoorUse one : uses) {
            state.uses.merge(new Key(one.day(), one.door()), one, MemoryDoorUses::sum);
          }
          return uses.size();
        });
  }

  private static DoorUse sum(DoorUse one, DoorUse more) {
    return new DoorUse(
        one.day(),
        one.door(),
        one.used() + more.used(),
        one.refused() + more.refused(),
        later(one.lastAt(), more.lastAt()));
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  @Override
  public Set<String> agents(LocalDate day, String contract) {
    return transactions.read(
        state ->
            state.uses.keySet().stream()
                .filter(key -> key.day.equals(day) && key.door.contract().equals(contract))
                .map(key -> key.door.agent())
                .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public List<DoorUse> since(LocalDate first) {
    return transactions.read(
        state -> state.uses.values().stream().filter(one -> !one.day().isBefore(first)).toList());
  }

  @Override
  public int forget(LocalDate first, int limit) {
    return transactions.write(
        state -> {
          List<Key> old =
              state.uses.keySet().stream()
                  .filter(key -> key.day.isBefore(first))
                  .limit(limit)
                  .toList();
          old.forEach(state.uses::remove);
          return old.size();
        });
  }

  /** What a row is found by. */
  record Key(LocalDate day, Door door) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Comparator.comparing(Key::day)
          .thenComparing(key -> key.door.contract())
          .thenComparing(key -> key.door.route())
          .thenComparing(key -> key.door.form())
          .thenComparing(key -> key.door.agent())
          .compare(this, other);
    }
  }
}
