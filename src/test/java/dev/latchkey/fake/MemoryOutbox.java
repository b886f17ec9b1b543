package dev.latchkey.fake;

import dev.latchkey.feature.mail.Outbox;
import java.util.List;

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
          state.letters.put(
              id,
              new Entry(
                  id,
                  entry.kind(),
                  entry.account(),
                  entry.address(),
                  entry.sealedSecret(),
                  entry.place(),
                  entry.createdAt()));
          return id;
        });
  }

  @Override
  public List<Entry> list(long after, int limit) {
    return transactions.read(
        state -> state.letters.tailMap(after, false).values().stream().limit(limit).toList());
  }
}
