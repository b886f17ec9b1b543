package dev.latchkey.core.token;

import java.util.Optional;

/**
 * The port to reading tokens on the way of every check. A caching implementation may answer from
 * memory for at most one second, counted from before it read, and never after a change that this
 * process was told of.
 */
@FunctionalInterface
public interface TokenLookups {
  /**
   * Finds a token with its session and account, whatever state they are in.
   *
   * @param kind the kind
   * @param lookup its look-up form
   * @return what was found
   * @throws dev.latchkey.kernel.StoreUnavailable if nothing is known for certain
   */
  Optional<FoundToken> find(String kind, String lookup);
}
