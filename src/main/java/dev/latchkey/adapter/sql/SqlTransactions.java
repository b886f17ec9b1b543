package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.ConcurrentChange;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.StoreUnavailable;
import dev.latchkey.kernel.Transactions;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * The transactions of a database, and the way by which the tables reach it: within a transaction
 * through its connection, outside of one through a connection that only reads, or through a
 * transaction for that one statement.
 */
final class SqlTransactions implements Transactions {
  private static final int LONGEST_PAUSE_MILLIS = 64;

  private final ScopedValue<OpenTransaction> current = ScopedValue.newInstance();
  private final Writers writers;
  private final Readers readers;
  private final Failures failures;
  private final Entropy entropy;
  private final int attempts;
  private final LongAdder repeats = new LongAdder();
  private final LongAdder gaveUp = new LongAdder();

  SqlTransactions(
      Writers writers, Readers readers, Failures failures, Entropy entropy, int attempts) {
    this.writers = writers;
    this.readers = readers;
    this.failures = failures;
    this.entropy = entropy;
    this.attempts = attempts;
  }

  @Override
  public <T> T call(Supplier<T> work) {
    if (current.isBound()) {
      return join(current.get(), work);
    }
    return retried(() -> writers.run(open -> ScopedValue.where(current, open).call(work::get)));
  }

  private <T> T retried(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (ConcurrentChange e) {
        if (attempt == attempts) {
          gaveUp.increment();
          throw new StoreUnavailable("too many concurrent changes", e);
        }
        repeats.increment();
        pause(attempt);
      }
    }
  }

  /** Says how often work was done again, since it met a concurrent change. */
  long repeats() {
    return repeats.sum();
  }

  /** Says how often work was given up after too many concurrent changes. */
  long gaveUp() {
    return gaveUp.sum();
  }

  /** What fails within a transaction fails all of it, even if the work outside catches that. */
  private static <T> T join(OpenTransaction open, Supplier<T> work) {
    boolean isWhole = false;
    try {
      T result = work.get();
      isWhole = true;
      return result;
    } finally {
      if (!isWhole) {
        open.giveUp();
      }
    }
  }

  @Override
  public void afterCommit(Runnable effect) {
    if (current.isBound()) {
      current.get().afterCommit(effect);
    } else {
      effect.run();
    }
  }

  @Override
  public void inDoubt(Belief belief) {
    if (current.isBound()) {
      current.get().inDoubt(belief);
    }
  }

  /** Reads. */
  <T> T read(Function<Handle, T> query) {
    return current.isBound() ? inside(query) : retried(() -> readers.read(query));
  }

  /** Reads what is worth something only if it comes within a second. */
  <T> T glance(Function<Handle, T> query) {
    return current.isBound() ? inside(query) : retried(() -> readers.glance(query));
  }

  /** Writes. */
  <T> T write(Function<Handle, T> statement) {
    return current.isBound() ? inside(statement) : call(() -> inside(statement));
  }

  private <T> T inside(Function<Handle, T> statement) {
    return failures.translate(() -> statement.apply(current.get().handle()));
  }

  /** Spreads those that collided, ever more widely. */
  private void pause(int attempt) {
    int random = entropy.bytes(1)[0] & 0xff;
    int widest = attempt > 5 ? LONGEST_PAUSE_MILLIS : 1 << attempt;
    try {
      Thread.sleep(Duration.ofMillis(1 + random % widest));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted between two attempts", e);
    }
  }
}
