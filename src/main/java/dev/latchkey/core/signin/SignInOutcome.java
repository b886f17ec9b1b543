package dev.latchkey.core.signin;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.token.OpenedSession;
import java.time.Duration;

/** What a sign-in comes to. Every contract answers by a {@code switch} without {@code default}. */
public sealed interface SignInOutcome {
  /**
   * In.
   *
   * @param account the account
   * @param opened its session and the secrets for the client
   */
  record SignedIn(Account account, OpenedSession opened) implements SignInOutcome {}

  /**
   * The name is unknown, or the proof does not hold, or the account is disabled: never told apart.
   */
  record BadCredentials() implements SignInOutcome {}

  /**
   * The proof holds, but the account lacks the permissions that were asked for. No session was
   * opened.
   */
  record NotPermitted() implements SignInOutcome {}

  /**
   * A budget is spent.
   *
   * @param retryAfter when to try again
   */
  record Throttled(Duration retryAfter) implements SignInOutcome {}

  /**
   * There is no capacity to hash.
   *
   * @param retryAfter when to try again
   */
  record Overloaded(Duration retryAfter) implements SignInOutcome {}
}
