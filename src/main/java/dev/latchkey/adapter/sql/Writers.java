package dev.latchkey.adapter.sql;

import java.util.function.Function;

/** Runs pieces of work, each in a transaction of its own. */
interface Writers extends AutoCloseable {
  /**
   * Runs the work once, commits, and runs the effects that it kept. If it cannot be known whether
   * the commit succeeded, forgets the beliefs that it named instead.
   *
   * @param work what to do; what it throws rolls everything back and is thrown on
   * @param <T> what it returns
   * @return what it returned
   * @throws dev.latchkey.kernel.ConcurrentChange if the same work may succeed at once
   * @throws dev.latchkey.kernel.StoreUnavailable if the database does not answer
   */
  <T> T run(Function<OpenTransaction, T> work);

  /** Finishes what runs, and refuses more. */
  @Override
  void close();
}
