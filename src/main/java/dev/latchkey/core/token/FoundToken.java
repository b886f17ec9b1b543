package dev.latchkey.core.token;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.session.Session;
import dev.latchkey.kernel.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * A token with the session and the account that it leads to, read in one go.
 *
 * @param token the token
 * @param session its session, ended or not
 * @param account the session's account
 */
public record FoundToken(Token token, Session session, Account account) {
  /**
   * Says why it does not sign in.
   *
   * @param now the present moment
   * @return empty if it does
   */
  public Optional<Reason> refusal(Instant now) {
    if (session.endedAt() != null || token.supersededAt() != null) {
      return Optional.of(Reason.ENDED_SESSION);
    }
    if (!account.isActive()) {
      return Optional.of(Reason.DISABLED_ACCOUNT);
    }
    return token.isExpired(now) || session.isExpired(now)
        ? Optional.of(Reason.EXPIRED_TOKEN)
        : Optional.empty();
  }
}
