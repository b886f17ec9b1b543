package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.FindCurrentToken;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.core.token.RotateToken;
import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.core.token.Token;
import dev.latchkey.kernel.Time;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code POST /v1/auth/refresh}: replaces an expired access token, on the word of that token or of
 * the refresh token. While the access token has not expired there is nothing to refresh, and who
 * asks may hold a stolen copy: refused, and the session stays. A token older than the one just
 * replaced ends the session. The session's own end never moves.
 */
final class RefreshEndpoint implements Endpoint {
  private final JwtSessionsSettings settings;
  private final SessionPlan.Order order;
  private final SessionTokens tokens;
  private final ShownTokens shown;
  private final SessionCheck check;
  private final RotateToken rotate;
  private final FindCurrentToken current;
  private final SessionReplies replies;
  private final Time time;

  RefreshEndpoint(
      JwtSessionsSettings settings,
      SessionPlan.Order order,
      JwtSessionsOperations operations,
      SessionTokens tokens,
      ShownTokens shown,
      SessionReplies replies) {
    this.settings = settings;
    this.order = order;
    this.tokens = tokens;
    this.shown = shown;
    this.check = operations.check();
    this.rotate = operations.rotate();
    this.current = operations.current();
    this.replies = replies;
    this.time = operations.time();
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    Optional<ShownTokens.Shown> inHeader = shown.refreshInHeader(request);
    if (inHeader.isPresent()) {
      return byRefreshToken(request, inHeader.get());
    }
    Optional<ShownTokens.Shown> access = shown.access(request);
    if (access.isEmpty() && settings.refreshCookie()) {
      Optional<ShownTokens.Shown> inCookie = ShownTokens.refreshInCookie(request);
      if (inCookie.isPresent()) {
        return byRefreshToken(request, inCookie.get());
      }
    }
    return byAccessToken(request, access);
  }

  private Reply byAccessToken(Request request, Optional<ShownTokens.Shown> access) throws BadInput {
    Optional<Claims> claims = shown.verified(request, access);
    if (access.isEmpty() || claims.isEmpty() || !claims.get().isExpired(time.now())) {
      return JwtSessionsErrors.notAuthorized();
    }
    return rotated(request, claims.get().uid(), access.get().isInCookie());
  }

  private Reply byRefreshToken(Request request, ShownTokens.Shown refresh) throws BadInput {
    Optional<Claims> claims = tokens.read(refresh.token());
    if (claims.isEmpty() || claims.get().isExpired(time.now())) {
      return JwtSessionsErrors.notAuthorized();
    }
    return switch (check.check(UidForm.REFRESH.kind(), claims.get().uid())) {
      case SessionCheck.Outcome.Live live -> bySession(request, live.found().session(), refresh);
      case SessionCheck.Outcome.Refused refused -> JwtSessionsErrors.notAuthorized();
    };
  }

  private Reply bySession(Request request, Session session, ShownTokens.Shown refresh)
      throws BadInput {
    Optional<Token> access = current.of(UidForm.ACCESS.kind(), session.id());
    if (access.isEmpty() || !shown.mayAct(request, refresh, access.get().lookup())) {
      return JwtSessionsErrors.notAuthorized();
    }
    Token token = access.get();
    Instant now = time.now();
    if (now.getEpochSecond() >= SessionTokens.expirySecond(session, token.expiresAt())) {
      return rotated(request, token.lookup(), refresh.isInCookie());
    }
    boolean isSuccessor = token.issuedAt().isAfter(session.createdAt());
    if (isSuccessor && now.isBefore(token.issuedAt().plus(settings.refreshGrace()))) {
      OpenedSession.Issued again = new OpenedSession.Issued(token.lookup(), token.expiresAt());
      return refreshed(request, session, again, refresh.isInCookie());
    }
    return JwtSessionsErrors.notAuthorized();
  }

  private Reply rotated(Request request, String uid, boolean cameByCookie) {
    return switch (rotate.rotate(order, uid, settings.refreshGrace(), request.origin())) {
      case RotateToken.Outcome.Rotated done ->
          refreshed(request, done.found().session(), done.current(), cameByCookie);
      case RotateToken.Outcome.Misused misused -> JwtSessionsErrors.notAuthorized();
      case RotateToken.Outcome.Refused refused -> JwtSessionsErrors.notAuthorized();
    };
  }

  private Reply refreshed(
      Request request, Session session, OpenedSession.Issued access, boolean cameByCookie) {
    return current
        .of(UidForm.REFRESH.kind(), session.id())
        .map(token -> replies.refreshed(request, session, token.lookup(), access, cameByCookie))
        .orElseGet(JwtSessionsErrors::notAuthorized);
  }
}
