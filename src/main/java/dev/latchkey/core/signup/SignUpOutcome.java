package dev.latchkey.core.signup;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.credential.Weakness;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.kernel.Identifier;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a sign-up comes to. Every contract answers by a {@code switch} without {@code default}. */
public sealed interface SignUpOutcome {
  /**
   * Made.
   *
   * @param account the account
   * @param opened its session; null if none was planned
   */
  record SignedUp(Account account, @Nullable OpenedSession opened) implements SignUpOutcome {}

  /**
   * A name belongs to another account. Nothing was kept.
   *
   * @param identifier the first that is taken
   */
  record Taken(Identifier identifier) implements SignUpOutcome {}

  /**
   * The password is weak, and its realm refuses that. Whether the names are free is not told.
   *
   * @param weakness why
   */
  record Weak(Weakness weakness) implements SignUpOutcome {}

  /**
   * A budget is spent.
   *
   * @param retryAfter when to try again
   */
  record Throttled(Duration retryAfter) implements SignUpOutcome {}

  /**
   * There is no capacity to hash.
   *
   * @param retryAfter when to try again
   */
  record Overloaded(Duration retryAfter) implements SignUpOutcome {}
}
