package dev.latchkey.core.signin;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.credential.HasherBusy;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in method can say about an account. A proof cannot open a session: it is never handed
 * the means.
 */
@FunctionalInterface
public interface Proof {
  /**
   * Judges the claim. For a null account it does the same work and says no.
   *
   * @param account the account that the name led to; null if it led to none
   * @return whether whoever asks is that account
   * @throws HasherBusy if there is no capacity to find out
   */
  boolean holdsFor(@Nullable Account account) throws HasherBusy;
}
