package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** The transaction that a piece of work runs in. Used by one thread at a time. */
final class OpenTransaction {
  private final Handle handle;
  private final List<Runnable> effects = new ArrayList<>();
  private final List<Transactions.Belief> beliefs = new ArrayList<>();
  private boolean isGivenUp;

  OpenTransaction(Handle handle) {
    this.handle = handle;
  }

  /** Gives the connection. */
  Handle handle() {
    return handle;
  }

  /** Keeps an effect until the commit. */
  void afterCommit(Runnable effect) {
    effects.add(effect);
  }

  /** Keeps what to forget if the commit is in doubt. */
  void inDoubt(Transactions.Belief belief) {
    beliefs.add(belief);
  }

  /** Runs the effects in the order in which they were kept. To be called after the commit. */
  void runEffects() {
    effects.forEach(OpenTransaction::run);
  }

  /**
   * Forgets what may have become wrong. To be called instead, when a commit was asked for and it is
   * not known how it went.
   */
  void forgetBeliefs() {
    beliefs.forEach(belief -> run(belief::forget));
  }

  private static void run(Runnable effect) {
    try {
      effect.run();
    } catch (RuntimeException e) {
      // The caller must be told how the commit went, and nothing else.
      System.getLogger(OpenTransaction.class.getName())
          .log(System.Logger.Level.ERROR, "what had to be done after a commit failed", e);
    }
  }

  /** Says that what was done is only half of something, so that it must never be committed. */
  void giveUp() {
    isGivenUp = true;
  }

  /**
   * Runs the work.
   *
   * @throws IllegalStateException if the work went on after a part of it had failed
   */
  <T> T apply(Function<OpenTransaction, T> work) {
    T value = work.apply(this);
    if (isGivenUp) {
      throw new IllegalStateException("the work went on after it had to be given up");
    }
    return value;
  }
}
