package dev.latchkey.fake;

import dev.latchkey.feature.device.KnownDevices;
import dev.latchkey.kernel.AccountId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Known devices in memory. */
final class MemoryKnownDevices implements KnownDevices {
  private final MemoryTransactions transactions;

  MemoryKnownDevices(MemoryTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public boolean any(AccountId account) {
    return transactions.read(
        state -> state.devices.keySet().stream().anyMatch(one -> one.account().equals(account)));
  }

  @Override
  public boolean remember(AccountId account, String digest, Instant at) {
    return transactions.write(
        state -> {
          state.needAccount(account);
          State.DeviceKey key = new State.DeviceKey(account, digest);
          State.Seen before = state.devices.get(key);
          state.devices.put(key, new State.Seen(before == null ? at : before.first(), at));
          List<State.DeviceKey> latest =
              state.devices.entrySet().stream()
                  .filter(one -> one.getKey().account().equals(account))
                  .sorted(
                      Map.Entry.comparingByValue(
                          Comparator.comparing(State.Seen::last)
                              .thenComparing(State.Seen::first)
                              .reversed()))
                  .map(Map.Entry::getKey)
                  .toList();
          latest.stream().skip(MOST).forEach(state.devices::remove);
          return before == null;
        });
  }

  @Override
  public int newSince(AccountId account, Instant since) {
    return transactions.read(
        state ->
            (int)
                state.devices.entrySet().stream()
                    .filter(one -> one.getKey().account().equals(account))
                    .filter(one -> !one.getValue().first().isBefore(since))
                    .count());
  }
}
