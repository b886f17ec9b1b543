package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Optional;

/**
 * Finds the tokens that a request shows: in a header first, and only where that is absent or empty
 * in a cookie. A bad token in a header is final. Cookies travel by themselves, so with a cookie
 * every verb but GET and HEAD owes a CSRF token.
 */
final class ShownTokens {
  static final String ACCESS_COOKIE = "jwt_access";
  static final String REFRESH_COOKIE = "jwt_refresh";

  private static final String ACCESS_HEADER = "authorization";
  private static final String REFRESH_HEADER = "x-refresh-token";
  private static final String CSRF_HEADER = "x-csrf-token";

  private final SessionTokens tokens;
  private final Csrf csrf;

  ShownTokens(SessionTokens tokens, Csrf csrf) {
    this.tokens = tokens;
    this.csrf = csrf;
  }

  /**
   * Finds where the access token is.
   *
   * @param request the request
   * @return the token, unverified; empty if none is shown
   * @throws BadInput if the header stands twice
   */
  Optional<Shown> access(Request request) throws BadInput {
    return find(request, ACCESS_HEADER, ACCESS_COOKIE);
  }

  /**
   * Finds the refresh token in its header.
   *
   * @param request the request
   * @return the token, unverified; empty if none is shown
   * @throws BadInput if the header stands twice
   */
  Optional<Shown> refreshInHeader(Request request) throws BadInput {
    return lastWord(request, REFRESH_HEADER).map(word -> new Shown(word, false));
  }

  /**
   * Finds the refresh token in its cookie.
   *
   * @param request the request
   * @return the token, unverified; empty if none is shown
   */
  static Optional<Shown> refreshInCookie(Request request) {
    return inCookie(request, REFRESH_COOKIE);
  }

  /**
   * Verifies the access token that a request shows, and the CSRF token where one is due. Its expiry
   * is not judged.
   *
   * @param request the request
   * @param shown where the token was found
   * @return what it says; empty if it may not be believed
   * @throws BadInput if the CSRF header stands twice
   */
  Optional<Claims> verified(Request request, Optional<Shown> shown) throws BadInput {
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    Optional<Claims> claims = tokens.read(shown.get().token());
    if (claims.isEmpty() || !mayAct(request, shown.get(), claims.get().uid())) {
      return Optional.empty();
    }
    return claims;
  }

  /**
   * Says whether the CSRF token is right, or none is due.
   *
   * @param request the request
   * @param shown where the token was found
   * @param uid the uid of the access token to which the CSRF token belongs
   * @return whether the request may act for the session
   * @throws BadInput if the CSRF header stands twice
   */
  boolean mayAct(Request request, Shown shown, String uid) throws BadInput {
    boolean isSafe = request.method().equals("GET") || request.method().equals("HEAD");
    if (!shown.isInCookie() || isSafe) {
      return true;
    }
    return request.soleHeader(CSRF_HEADER).filter(token -> csrf.accepts(token, uid)).isPresent();
  }

  /** Names the form in which a token is shown: header before cookie, as {@link #access} has it. */
  static String form(Request request) {
    List<String> lines = request.headerLines(ACCESS_HEADER);
    if (!lines.isEmpty() && !lines.getFirst().isBlank()) {
      int space = lastSpace(lines.getFirst().strip());
      if (space < 0) {
        return "header, bare";
      }
      return lines.getFirst().regionMatches(true, 0, "bearer ", 0, "bearer ".length())
          ? "header, Bearer"
          : "header, another word";
    }
    if (!request.headerLines(REFRESH_HEADER).isEmpty()) {
      return "header, refresh token";
    }
    List<String> cookies = request.headerLines("cookie");
    if (cookies.isEmpty()) {
      return "none";
    }
    if (holds(cookies, ACCESS_COOKIE)) {
      return "cookie";
    }
    return holds(cookies, REFRESH_COOKIE) ? "cookie, refresh token" : "none";
  }

  private static boolean holds(List<String> cookies, String name) {
    for (String line : cookies) {
      int at = line.indexOf(name);
      if (at >= 0 && line.startsWith("=", at + name.length())) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Shown> find(Request request, String header, String cookie)
      throws BadInput {
    Optional<String> word = lastWord(request, header);
    return word.isPresent()
        ? word.map(token -> new Shown(token, false))
        : inCookie(request, cookie);
  }

  private static Optional<Shown> inCookie(Request request, String name) {
    return request
        .cookie(name)
        .filter(token -> !token.isEmpty())
        .map(token -> new Shown(token, true));
  }

  /** The last word is the token, whatever scheme stands before it. */
  private static Optional<String> lastWord(Request request, String name) throws BadInput {
    return request
        .soleHeader(name)
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .map(value -> value.substring(lastSpace(value) + 1));
  }

  private static int lastSpace(String value) {
    return Math.max(value.lastIndexOf(' '), value.lastIndexOf('\t'));
  }

  /**
   * A token as it was found, not yet verified.
   *
   * @param token the text
   * @param isInCookie whether a cookie carried it
   */
  record Shown(String token, boolean isInCookie) {
    @Override
    public String toString() {
      return "[shown token]";
    }
  }
}
