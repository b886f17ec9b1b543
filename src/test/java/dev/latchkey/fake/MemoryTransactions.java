package dev.latchkey.fake;

import dev.latchkey.kernel.ConcurrentChange;
import dev.latchkey.kernel.StoreUnavailable;
import dev.latchkey.kernel.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** Transactions that work on a copy and put it in the place of the original to commit. */
final class MemoryTransactions implements Transactions {
  private static final int ATTEMPTS = 10;

  /** Numbers are never given out twice, whatever is rolled back. */
  final AtomicInteger lastAccount = new AtomicInteger(99);

  final AtomicInteger lastDevice = new AtomicInteger();
  final AtomicLong lastLetter = new AtomicLong();

  private final ReentrantLock lock = new ReentrantLock();
  private State committed = new State();
  private State open = committed;
  private List<Runnable> effects = new ArrayList<>();
  private boolean isOpen;
  private boolean isGivenUp;

  @Override
  public <T> T call(Supplier<T> work) {
    if (lock.isHeldByCurrentThread() && isOpen) {
      return join(work);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (ConcurrentChange e) {
        if (attempt == ATTEMPTS) {
          throw new StoreUnavailable("too many concurrent changes", e);
        }
      }
    }
  }

  private <T> T join(Supplier<T> work) {
    boolean isWhole = false;
    try {
      T result = work.get();
      isWhole = true;
      return result;
    } finally {
      isGivenUp |= !isWhole;
    }
  }

  private <T> T once(Supplier<T> work) {
    List<Runnable> kept;
    T result;
    lock.lock();
    try {
      open = committed.copy();
      effects = new ArrayList<>();
      isOpen = true;
      isGivenUp = false;
      result = work.get();
      if (isGivenUp) {
        throw new IllegalStateException("the work went on after it had to be given up");
      }
      committed = open;
      kept = effects;
    } finally {
      open = committed;
      isOpen = false;
      lock.unlock();
    }
    kept.forEach(Runnable::run);
    return result;
  }

  @Override
  public void afterCommit(Runnable effect) {
    if (lock.isHeldByCurrentThread() && isOpen) {
      effects.add(effect);
    } else {
      effect.run();
    }
  }

  /** A commit in memory is never in doubt. */
  @Override
  public void inDoubt(Belief belief) {}

  <T> T read(Function<State, T> query) {
    lock.lock();
    try {
      return query.apply(open);
    } finally {
      lock.unlock();
    }
  }

  <T> T write(Function<State, T> statement) {
    return lock.isHeldByCurrentThread() && isOpen
        ? statement.apply(open)
        : call(() -> statement.apply(open));
  }
}
