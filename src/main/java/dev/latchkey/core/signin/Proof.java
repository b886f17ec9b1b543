package dev.latchkey.core.signin;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.credential.PlaceInLine;
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

  /**
   * Says, within the transaction that acts on it, whether what the proof rests on is still what it
   * was when it was judged. Cheap: nothing is hashed.
   *
   * @param account the account that the proof held for
   * @return whether it is
   */
  default boolean stillHolds(Account account) {
    return true;
  }

  /**
   * Takes the capacity to judge beforehand, so that a refusal under a flood stays cheap.
   *
   * @return a place for this thread, to be closed when all is done
   * @throws HasherBusy if there is none
   */
  default PlaceInLine takePlace() throws HasherBusy {
    return PlaceInLine.NONE;
  }

  /**
   * Says whether strangers can guess at what is to be proven. If so, failures lock the account for
   * a while.
   *
   * @return true unless somebody else vouches for the claim
   */
  default boolean canBeGuessed() {
    return true;
  }

  /**
   * Takes the word of another service for whoever the name leads to.
   *
   * @return the proof, which holds for every account
   */
  static Proof vouched() {
    return new Proof() {
      @Override
      public boolean holdsFor(@Nullable Account account) {
        return account != null;
      }

      @Override
      public boolean canBeGuessed() {
        return false;
      }
    };
  }
}
