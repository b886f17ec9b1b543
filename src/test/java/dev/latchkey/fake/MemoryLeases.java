package dev.latchkey.fake;

import dev.latchkey.feature.upkeep.Leases;
import java.time.Duration;
import java.time.Instant;

/** Leases in memory. */
final class MemoryLeases implements Leases {
  private final MemoryTransactions transactions;

  MemoryLeases(MemoryTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public boolean take(String name, String holder, Instant now, Duration lifetime) {
    return transactions.write(
        state -> {
          Lease present = state.leases.get(name);
          Instant until = now.plus(lifetime);
          if (present != null
              && !present.holder.equals(holder)
              && present.until.isAfter(now)
              && !present.until.isAfter(until.plus(lifetime))) {
            return false;
          }
          state.leases.put(name, new Lease(holder, until));
          return true;
        });
  }

  @Override
  public void giveBack(String name, String holder) {
    transactions.write(
        state ->
            state
                .leases
                .entrySet()
                .removeIf(
                    one -> one.getKey().equals(name) && one.getValue().holder.equals(holder)));
  }

  /** A row. */
  record Lease(String holder, Instant until) {}
}
