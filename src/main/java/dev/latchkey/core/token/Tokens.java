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

  /**
   * Removes replaced tokens of sessions whose last moment was over before a moment. Until then one
   * is kept however long ago it was replaced, since showing it must end the session; where the
   * session has no last moment, it is kept as long as that.
   *
   * @param before those of sessions that could not last beyond an earlier moment
   * @param limit how many to remove at most
   * @return how many were removed; fewer than the limit if there are no more
   */
  int forget(Instant before, int limit);
}
