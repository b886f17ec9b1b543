package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.SignedTokens;
import dev.latchkey.kernel.Time;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes and reads the signed tokens of a session. */
final class SessionTokens {
  private final SignedTokens signed;
  private final Time time;

  SessionTokens(SignedTokens signed, Time time) {
    this.signed = signed;
    this.time = time;
  }

  /**
   * Signs an access token. What it says comes from the stored session, never from a token that was
   * shown; equal arguments give equal tokens.
   *
   * @param session whose
   * @param uid its name
   * @param ruid the name of the session's refresh token
   * @param expiresAt when the stored token expires
   * @return the compact form
   */
  String access(Session session, String uid, String ruid, @Nullable Instant expiresAt) {
    long second = expirySecond(session, expiresAt);
    return signed.sign(
        JwtSessionsJson.TOKEN_HEADER,
        JwtSessionsJson.accessPayload(second, session.account(), uid, ruid));
  }

  /**
   * Signs a refresh token, which lives as long as its session.
   *
   * @param session whose
   * @param ruid its name
   * @return the compact form
   */
  String refresh(Session session, String ruid) {
    return signed.sign(
        JwtSessionsJson.TOKEN_HEADER,
        JwtSessionsJson.refreshPayload(expirySecond(session, null), ruid));
  }

  /**
   * Reads a token: the signature before anything else. Its expiry is not judged.
   *
   * @param compact what a client showed
   * @return what it says; empty if it is not genuine
   */
  Optional<Claims> read(String compact) {
    return signed.verify(compact).flatMap(payload -> Claims.parse(payload, time.now()));
  }

  /**
   * Says from which second a token is expired: its own time, but never beyond that of its session.
   *
   * @param session its session
   * @param expiresAt when the stored token expires; null if it lives as long as its session
   * @return the second
   */
  static long expirySecond(Session session, @Nullable Instant expiresAt) {
    Instant end = session.expiresAt();
    Instant earlier =
        expiresAt == null || (end != null && end.isBefore(expiresAt)) ? end : expiresAt;
    if (earlier == null) {
      throw new IllegalStateException("a session of this contract always expires");
    }
    return earlier.getEpochSecond();
  }
}
