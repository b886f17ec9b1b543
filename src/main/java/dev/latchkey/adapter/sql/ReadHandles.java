package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.StoreUnavailable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A few connections for reading outside transactions, opened when first needed. A connection on
 * which anything failed is thrown away.
 */
final class ReadHandles implements Readers {
  private static final long WAIT_SECONDS = 5;

  private final Jdbi jdbi;
  private final Failures failures;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<Handle> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger generation = new AtomicInteger();
  private volatile boolean isClosed;

  ReadHandles(Jdbi jdbi, Failures failures, int size) {
    this.jdbi = jdbi;
    this.failures = failures;
    this.permits = new Semaphore(size);
  }

  @Override
  public <T> T read(Function<Handle, T> query) {
    acquire();
    try {
      return failures.translate(() -> query(query));
    } finally {
      permits.release();
    }
  }

  private <T> T query(Function<Handle, T> query) {
    int since = generation.get();
    Handle kept = idle.pollFirst();
    Handle handle = kept == null ? jdbi.open() : kept;
    boolean isSound = false;
    try {
      T result = query.apply(handle);
      isSound = true;
      return result;
    } finally {
      if (isSound && !isClosed && generation.get() == since) {
        idle.addFirst(handle);
      } else {
        handle.close();
      }
    }
  }

  /** Replaces every connection; one in use is done with when its query is. */
  void renew() {
    generation.incrementAndGet();
    closeIdle();
  }

  private void acquire() {
    try {
      if (!isClosed && permits.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while waiting for a connection", e);
    }
    throw new StoreUnavailable(
        "there is no free connection", new TimeoutException("closed, or all are busy"));
  }

  @Override
  public void close() {
    isClosed = true;
    closeIdle();
  }

  private void closeIdle() {
    for (Handle one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
      one.close();
    }
  }
}
