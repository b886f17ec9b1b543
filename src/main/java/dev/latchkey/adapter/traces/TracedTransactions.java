package dev.latchkey.adapter.traces;

import dev.latchkey.kernel.Transactions;
import java.util.function.Supplier;

/**
 * Transactions, each with a span: the wait for its turn, the work, all attempts, and the commit.
 */
final class TracedTransactions implements Transactions {
  private static final ScopedValue<Boolean> WITHIN = ScopedValue.newInstance();

  private final Transactions transactions;
  private final Traces traces;

  TracedTransactions(Transactions transactions, Traces traces) {
    this.transactions = transactions;
    this.traces = traces;
  }

  @Override
  public <T> T call(Supplier<T> work) {
    // A call within a call joins it, and belongs to its span.
    return WITHIN.isBound()
        ? transactions.call(work)
        : traces.part(
            "transaction",
            () -> transactions.call(() -> ScopedValue.where(WITHIN, true).call(work::get)));
  }

  @Override
  public void afterCommit(Runnable effect) {
    transactions.afterCommit(effect);
  }

  @Override
  public void inDoubt(Belief belief) {
    transactions.inDoubt(belief);
  }
}
