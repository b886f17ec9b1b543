package dev.latchkey.core.token;

import dev.latchkey.core.session.Session;
import dev.latchkey.kernel.Entropy;

/** How one kind of token of one contract is made; fulfilled by the contract's room. */
public interface TokenForm {
  /**
   * Names the kind; kinds share no look-ups, so a token of one is never taken for another.
   *
   * @return a constant of at most 40 characters, such as {@code private-token}
   */
  String kind();

  /**
   * Makes a new token for a session that is about to be kept.
   *
   * @param session the session
   * @param entropy where chance comes from
   * @return the secret and its look-up form
   */
  Minted mint(Session session, Entropy entropy);

  /**
   * Says whether a later sign-in must hand out the same secret, so that a copy is kept, sealed
   * under the master key.
   *
   * @return false unless the contract has stable tokens
   */
  default boolean isHandedOutAgain() {
    return false;
  }

  /**
   * A new token.
   *
   * @param secret what the client gets, or the name that a signed token carries
   * @param lookup under what it is found: {@link dev.latchkey.kernel.Digests#lookup} of a bearer
   *     secret; the name itself where a signature is the secret
   */
  record Minted(String secret, String lookup) {
    @Override
    public String toString() {
      return "[token]";
    }
  }
}
