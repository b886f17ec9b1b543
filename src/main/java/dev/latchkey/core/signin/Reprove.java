package dev.latchkey.core.signin;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.policy.Budgets;
import dev.latchkey.core.session.Session;
import dev.latchkey.kernel.Origin;
import java.time.Duration;

/**
 * Asks somebody who is signed in to prove himself again, before what an unlocked telephone in the
 * wrong hand must not do. Guesses count as those at sign-in do, under the same bounds.
 */
public final class Reprove {
  private final Budgets budgets;

  /**
   * Makes one.
   *
   * @param budgets bounds on guessing
   */
  public Reprove(Budgets budgets) {
    this.budgets = budgets;
  }

  /**
   * Judges a proof.
   *
   * @param account who is signed in
   * @param session through which session
   * @param proof what a method claims
   * @param origin from where
   * @return proven, or why not
   */
  public Outcome reprove(Account account, Session session, Proof proof, Origin origin) {
    if (!session.account().equals(account.id())) {
      throw new IllegalArgumentException("the session is of another account");
    }
    String subject = account.id().toString();
    if (budgets.signIn(subject, origin.address()) instanceof Budgets.Grant.Spent spent) {
      return new Outcome.Throttled(spent.retryAfter());
    }
    boolean proven;
    try {
      proven = proof.holdsFor(account);
    } catch (HasherBusy busy) {
      budgets.giveBack(subject);
      return new Outcome.Overloaded(busy.retryAfter());
    }
    if (!proven || !account.isActive()) {
      return new Outcome.Unproven();
    }
    budgets.giveBack(subject);
    return new Outcome.Done(new Proven(account, session.id()));
  }

  /** What a proof comes to. */
  public sealed interface Outcome {
    /**
     * Proven.
     *
     * @param proven for the operation that asked for it, within this request
     */
    record Done(Proven proven) implements Outcome {}

    /** The proof does not hold, or the account has nothing to prove itself by. */
    record Unproven() implements Outcome {}

    /**
     * A budget is spent.
     *
     * @param retryAfter when to try again
     */
    record Throttled(Duration retryAfter) implements Outcome {}

    /**
     * There is no capacity to hash.
     *
     * @param retryAfter when to try again
     */
    record Overloaded(Duration retryAfter) implements Outcome {}
  }
}
