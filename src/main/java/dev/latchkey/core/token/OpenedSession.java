package dev.latchkey.core.token;

import dev.latchkey.core.session.Session;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session with the secrets that its client is to get.
 *
 * @param session the session
 * @param tokens the secrets by kind
 */
public record OpenedSession(Session session, Map<String, Issued> tokens) {
  /**
   * Gives the secret of one kind.
   *
   * @param kind the kind, which the plan ordered
   * @return the secret
   */
  public String secret(String kind) {
    return issued(kind).secret();
  }

  /**
   * Gives the token of one kind.
   *
   * @param kind the kind, which the plan ordered
   * @return the token
   */
  public Issued issued(String kind) {
    Issued issued = tokens.get(kind);
    if (issued == null) {
      throw new IllegalArgumentException("the plan ordered no token of kind " + kind);
    }
    return issued;
  }

  /**
   * A secret that its client is to get.
   *
   * @param secret the secret, or the name that a signed token is to carry
   * @param expiresAt when it expires; null if it lives as long as its session
   */
  public record Issued(String secret, @Nullable Instant expiresAt) {
    @Override
    public String toString() {
      return "[issued token]";
    }
  }
}
