package dev.latchkey.core.signin;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.credential.PlaceInLine;
import dev.latchkey.core.policy.Guesses;
import dev.latchkey.core.session.Session;
import dev.latchkey.kernel.Origin;
import java.time.Duration;

/**
 * Asks somebody who is signed in to prove himself again, before what an unlocked telephone in the
 * wrong hand must not do. Guesses count as those at sign-in do, under the same bounds.
 */
public final class Reprove {
  private final Guesses guesses;
  private final LockNotice lockNotice;

  /**
   * Makes one.
   *
   * @param guesses bounds guessing
   * @param lockNotice tells the owner of a lock
   */
  public Reprove(Guesses guesses, LockNotice lockNotice) {
    this.guesses = guesses;
    this.lockNotice = lockNotice;
  }

  /**
   * Judges a proof. A locked account is answered as a proof that does not hold, and so is the word
   * of another service: it says who somebody is, not that he is there.
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
    return switch (guesses.admit(account.id(), "", origin.address(), null)) {
      case Guesses.Admission.Spent spent -> new Outcome.Throttled(spent.retryAfter());
      case Guesses.Admission.Admitted admitted ->
          judge(account, session, proof, admitted.attempt(), origin);
    };
  }

  private Outcome judge(
      Account account, Session session, Proof proof, Guesses.Attempt attempt, Origin origin) {
    boolean isProven;
    try (PlaceInLine _ = proof.takePlace()) {
      boolean isJudged = attempt.reserve() && proof.canBeGuessed();
      isProven = proof.holdsFor(isJudged ? account : null);
    } catch (HasherBusy busy) {
      attempt.giveBack();
      return new Outcome.Overloaded(busy.retryAfter());
    }
    if (!isProven || !account.isActive()) {
      lockNotice.tell(account, attempt, session.contract(), origin);
      return new Outcome.Unproven();
    }
    attempt.giveBack();
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
