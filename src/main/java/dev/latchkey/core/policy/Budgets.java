package dev.latchkey.core.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The port to budgets. Each call is atomic, so parallel guesses cannot beat the count. */
public interface Budgets {
  /**
   * Takes one attempt to prove a password from the budgets of a name, of a caller's address and of
   * a client: from all of them or from none.
   *
   * @param subject who is to be proven: one text for all names of one account
   * @param address the caller's address
   * @param client the client that asks; null if there is none
   * @return whether the attempt may go on
   */
  Grant signIn(String subject, String address, @Nullable String client);

  /**
   * Gives an attempt back to the subject only, because it succeeded or was not carried out.
   *
   * @param subject as for {@link #signIn}
   */
  void giveBack(String subject);

  /**
   * Fills the budget of failed attempts of a subject.
   *
   * @param subject as for {@link #signIn}
   */
  void fill(String subject);

  /**
   * Takes one sign-up from the budget of a caller's address.
   *
   * @param address the caller's address
   * @return whether it may go on
   */
  Grant signUp(String address);

  /**
   * Takes one letter from the budget of a name and of a caller's address.
   *
   * @param subject to whom the letter would go
   * @param address the caller's address
   * @return whether it may go on
   */
  Grant letter(String subject, String address);

  /** What a budget says. */
  sealed interface Grant {
    /** Go on. */
    record Granted() implements Grant {}

    /**
     * The budget is spent.
     *
     * @param retryAfter when there will be something in it again, at least one second
     */
    record Spent(Duration retryAfter) implements Grant {}
  }
}
