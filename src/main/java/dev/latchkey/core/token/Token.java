package dev.latchkey.core.token;

import dev.latchkey.kernel.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored token.
 *
 * @param kind the kind, from its form
 * @param lookup under what it is found
 * @param session the session it names
 * @param sealed a copy of the secret under the master key, base64; null unless it is handed out
 *     again
 * @param issuedAt when it was made
 * @param expiresAt when it expires; null if it lives as long as its session
 * @param supersededAt when a successor took its place; null while it is current
 */
public record Token(
    String kind,
    String lookup,
    SessionId session,
    @Nullable String sealed,
    Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant supersededAt) {

  /**
   * Says whether its own time is over.
   *
   * @param now the present moment
   * @return true from the very moment at which it expires
   */
  public boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  @Override
  public String toString() {
    return "[" + kind + " of session " + session + "]";
  }
}
