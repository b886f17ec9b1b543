package dev.latchkey.kernel;

import java.util.function.Supplier;

/**
 * The port to the store's transactions. Everything that one operation writes goes into one call.
 *
 * <p>Transactions may run at the same time. A statement sees what was committed before it; what the
 * work decides on several rows is only safe under a lock that everybody takes who changes them,
 * such as that of an account.
 *
 * <p>The work may run more than once: a transaction that was in another's way is retried, so the
 * work must have no effect outside the store. Effects belong into {@link #afterCommit}. Hashing a
 * password inside is a defect, because the embedded store has one writer.
 */
public interface Transactions {
  /**
   * Runs the work in a transaction, or within the one that this thread already has open.
   *
   * @param work what to do; an exception rolls everything back and is thrown on
   * @param <T> what the work returns
   * @return what the work returned
   * @throws StoreUnavailable if the store does not answer
   */
  <T> T call(Supplier<T> work);

  /**
   * Runs the work as {@link #call} does.
   *
   * @param work what to do
   */
  default void run(Runnable work) {
    call(
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }

  /**
   * Keeps an effect until the transaction of this thread has committed; runs it at once if there is
   * none. Effects of a transaction that rolls back are forgotten, and so are those of one of which
   * nobody knows whether it was committed: nothing may be told or sent that perhaps did not happen.
   *
   * @param effect what to do then; must not throw
   */
  void afterCommit(Runnable effect);

  /**
   * Keeps what to forget if nobody learns whether the transaction of this thread was committed,
   * because the connection was lost or the disk failed as the commit was asked for. The caller gets
   * {@link StoreUnavailable} then, but what this process believed may be wrong from now on. Does
   * nothing without a transaction, and nothing once it is known how it went.
   *
   * @param belief what to forget
   */
  void inDoubt(Belief belief);

  /**
   * Something that this process holds to be true and can look up again, so that forgetting it does
   * no harm even if it is still true.
   */
  @FunctionalInterface
  interface Belief {
    /** Forgets it, and tells nobody. Must not throw. */
    void forget();
  }
}
