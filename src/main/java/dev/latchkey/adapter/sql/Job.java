package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work on its way through the writer: the caller waits, the writer runs it and tells the
 * caller once it is committed.
 *
 * @param <T> what the work returns
 */
final class Job<T> {
  private final Function<OpenTransaction, T> work;
  private final Duration patience;
  private final AtomicBoolean isTaken = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private @Nullable OpenTransaction transaction;
  private @Nullable Result<T> result;
  private @Nullable Throwable thrown;
  private boolean isInDoubt;

  /**
   * Makes one.
   *
   * @param work what to do
   * @param patience how long to wait for the writer to begin with it
   */
  Job(Function<OpenTransaction, T> work, Duration patience) {
    this.work = work;
    this.patience = patience;
  }

  /** Claims the job, for the writer to run it or for the caller to withdraw it. */
  boolean take() {
    return isTaken.compareAndSet(false, true);
  }

  /** Runs the work, possibly once more. Called by the writer. */
  void run(Handle handle) {
    OpenTransaction open = new OpenTransaction(handle);
    transaction = open;
    thrown = null;
    result = null;
    try {
      result = new Result<>(open.apply(work));
    } catch (RuntimeException | Error e) {
      thrown = e;
    }
  }

  /** Says whether the work failed when it ran last. */
  boolean hasFailed() {
    return thrown != null;
  }

  /** Lets the job fail, unless the work did so by itself. */
  void fail(Throwable why) {
    if (thrown == null) {
      thrown = why;
    }
  }

  /** Lets the job fail although it may be committed, unless the work failed by itself. */
  void doubt(Throwable why) {
    isInDoubt = thrown == null;
    fail(why);
  }

  /** Wakes the caller. What the job did is committed, or it has failed. */
  void finish() {
    done.countDown();
  }

  /**
   * Waits for the outcome, runs the effects that were kept or forgets what is in doubt, and gives
   * the result.
   */
  T await() {
    boolean wasInterrupted = false;
    try {
      while (true) {
        try {
          if (done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return outcome();
          }
          if (take()) {
            throw new StoreUnavailable(
                "the database is busy", new TimeoutException("the writer had no time"));
          }
        } catch (InterruptedException e) {
          // The work may be committed by now, so the caller has to learn how it went.
          wasInterrupted = true;
        }
      }
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private T outcome() {
    if (isInDoubt && transaction != null) {
      transaction.forgetBeliefs();
    }
    switch (thrown) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
      case null -> {}
    }
    if (result == null || transaction == null) {
      throw new IllegalStateException("the writer finished a job that it did not run");
    }
    transaction.runEffects();
    return result.value();
  }

  private record Result<T>(T value) {}
}
