package dev.latchkey.core.token;

import dev.latchkey.kernel.SessionId;
import java.time.Instant;
import java.util.Optional;

/** The port to stored tokens. Reads see the transaction of the calling thread. */
public interface Tokens extends TokenLookups {
  /**
   * Keeps a new token.
   *
   * @param token the token
   */
  void insert(Token token);

  /**
   * Finds the current token of a session.
   *
   * @param kind the kind
   * @param session the session
   * @return the one that no successor has replaced, if there is one
   */
  Optional<Token> current(String kind, SessionId session);

  /**
   * Marks a token as replaced, once. That is announced to {@link dev.latchkey.core.session.Changes}
   * after commit.
   *
   * @param kind the kind
   * @param lookup which
   * @param at when
   * @return false if it was replaced already or does not exist
   */
  boolean supersede(String kind, String lookup, Instant at);
}
