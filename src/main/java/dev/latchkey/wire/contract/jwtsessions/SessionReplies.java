package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.kernel.Time;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Hands out tokens: the CSRF token in the body, the signed tokens in cookies, or in headers for a
 * client that asks for them there.
 */
final class SessionReplies {
  static final String DELIVERY_HEADER = "X-Token-Delivery";
  static final String ACCESS_HEADER = "X-Access-Token";
  static final String REFRESH_HEADER = "X-Refresh-Token";

  private static final List<String> STALE_PATHS = List.of("/v1/auth", "/v1");

  private final JwtSessionsSettings settings;
  private final SessionTokens tokens;
  private final Csrf csrf;
  private final Time time;

  SessionReplies(JwtSessionsSettings settings, SessionTokens tokens, Csrf csrf, Time time) {
    this.settings = settings;
    this.tokens = tokens;
    this.csrf = csrf;
    this.time = time;
  }

  /** Answers a sign-up or sign-in. */
  Reply opened(Request request, int status, OpenedSession opened) {
    Session session = opened.session();
    String ruid = opened.secret(UidForm.REFRESH.kind());
    OpenedSession.Issued access = opened.issued(UidForm.ACCESS.kind());
    String signed = tokens.access(session, access.secret(), ruid, access.expiresAt());
    Reply reply = csrf(status, access.secret());
    if (wantsHeaders(request)) {
      return reply.with(ACCESS_HEADER, signed).with(REFRESH_HEADER, tokens.refresh(session, ruid));
    }
    Reply withAccess =
        withoutStaleCookies(
            request, withCookie(request, reply, session, ShownTokens.ACCESS_COOKIE, signed));
    return settings.refreshCookie()
        ? withCookie(
            request, withAccess, session, ShownTokens.REFRESH_COOKIE, tokens.refresh(session, ruid))
        : withAccess;
  }

  /**
   * Answers a refresh. What came by cookie is answered by cookie, or a script in a page could have
   * the token that the cookie hides from it.
   */
  Reply refreshed(
      Request request,
      Session session,
      String ruid,
      OpenedSession.Issued access,
      boolean cameByCookie) {
    String signed = tokens.access(session, access.secret(), ruid, access.expiresAt());
    Reply reply = csrf(JwtSessionsErrors.OK, access.secret());
    return wantsHeaders(request) && !cameByCookie
        ? reply.with(ACCESS_HEADER, signed)
        : withCookie(request, reply, session, ShownTokens.ACCESS_COOKIE, signed);
  }

  /** Answers a sign-out, and has the browser forget its cookies. */
  Reply signedOut(Request request) {
    Reply reply = Reply.json(JwtSessionsErrors.OK, JwtSessionsJson.SIGNED_OUT);
    Reply cleared =
        reply.with("Set-Cookie", cookie(request, ShownTokens.ACCESS_COOKIE, "") + "; Max-Age=0");
    return settings.refreshCookie()
        ? cleared.with(
            "Set-Cookie", cookie(request, ShownTokens.REFRESH_COOKIE, "") + "; Max-Age=0")
        : cleared;
  }

  private Reply csrf(int status, String uid) {
    return Reply.json(status, JwtSessionsJson.csrf(csrf.masked(uid)));
  }

  private static boolean wantsHeaders(Request request) {
    return request
        .header(DELIVERY_HEADER.toLowerCase(Locale.ROOT))
        .filter("header"::equalsIgnoreCase)
        .isPresent();
  }

  /** The cookie must outlive its access token, or no refresh could ever happen. */
  private Reply withCookie(
      Request request, Reply reply, Session session, String name, String token) {
    String cookie = cookie(request, name, token);
    Instant end = session.expiresAt();
    if (!settings.persistentCookies() || end == null) {
      return reply.with("Set-Cookie", cookie);
    }
    long seconds = Math.max(1, Duration.between(time.now(), end).toSeconds());
    return reply.with("Set-Cookie", cookie + "; Max-Age=" + seconds);
  }

  /**
   * Clears cookies that the original server left in browsers. It named no path, so they lie below
   * the paths of its sign-in and sign-up, where they would be sent beside ours for ever.
   */
  private Reply withoutStaleCookies(Request request, Reply reply) {
    boolean isShown =
        request.headerLines("cookie").stream()
            .anyMatch(line -> line.contains(ShownTokens.ACCESS_COOKIE + "="));
    boolean isOurs = request.cookie(ShownTokens.ACCESS_COOKIE).flatMap(tokens::read).isPresent();
    if (!isShown || isOurs) {
      return reply;
    }
    Reply cleared = reply;
    for (String path : STALE_PATHS) {
      cleared =
          cleared.with(
              "Set-Cookie",
              ShownTokens.ACCESS_COOKIE + "=; HttpOnly; Path=" + path + "; Max-Age=0");
    }
    return cleared;
  }

  private static String cookie(Request request, String name, String value) {
    String secure = request.isSecure() ? "; Secure" : "";
    return name + "=" + value + "; HttpOnly; Path=/; SameSite=Lax" + secure;
  }
}
