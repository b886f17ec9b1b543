package dev.latchkey.core.token;

import dev.latchkey.kernel.SessionId;
import java.util.Optional;

/** Finds the token by which a session goes now, for contracts whose tokens name one another. */
public final class FindCurrentToken {
  private final Tokens tokens;

  /**
   * Makes one.
   *
   * @param tokens stored tokens
   */
  public FindCurrentToken(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Finds it. Reads the store, never a cache; says nothing of whether the session is live.
   *
   * @param kind the kind
   * @param session the session
   * @return the one that no successor has replaced, expired or not
   * @throws dev.latchkey.kernel.StoreUnavailable if that cannot be known now
   */
  public Optional<Token> of(String kind, SessionId session) {
    return tokens.current(kind, session);
  }
}
