package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.kernel.TypedToken;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out who calls. A token that is no live session's is no error: its bearer is a guest. */
final class Callers {
  private static final Pattern BEARER = Pattern.compile("^bearer\\s+", Pattern.CASE_INSENSITIVE);

  private final SessionCheck sessionCheck;

  Callers(SessionCheck sessionCheck) {
    this.sessionCheck = sessionCheck;
  }

  /** Identifies the caller by the {@code Authorization} header; the word Bearer may be left out. */
  Caller of(Request request) {
    List<String> lines = request.headerLines("authorization");
    if (lines.size() != 1) {
      return Caller.GUEST;
    }
    return of(BEARER.matcher(lines.getFirst().strip()).replaceFirst(""));
  }

  /** Names the form in which a token is shown. */
  static String form(Request request) {
    List<String> lines = request.headerLines("authorization");
    if (!lines.isEmpty()) {
      return lines.getFirst().regionMatches(true, 0, "bearer ", 0, "bearer ".length())
          ? "Bearer"
          : "Authorization, bare";
    }
    List<String> protocols = request.headerLines("sec-websocket-protocol");
    return !protocols.isEmpty() && protocols.getFirst().indexOf(',') > 0 ? "subprotocol" : "none";
  }

  /** Identifies the caller by a token. */
  Caller of(@Nullable String token) {
    return Optional.ofNullable(token)
        .flatMap(TypedToken::parse)
        .map(this::check)
        .orElse(Caller.GUEST);
  }

  /** Identifies the bearer of a token again. */
  Caller check(TypedToken shown) {
    // The type is a hint only; what it spares is a look-up that could find nothing.
    if (shown.type() != TypedToken.SESSION) {
      return new Caller(shown, null);
    }
    return switch (sessionCheck.check(SessionToken.KIND, shown.lookup())) {
      case SessionCheck.Outcome.Live live -> new Caller(shown, live.found());
      case SessionCheck.Outcome.Refused refused -> new Caller(shown, null);
    };
  }

  /**
   * Looks a token up that nobody has.
   *
   * @throws dev.latchkey.kernel.StoreUnavailable if the store does not answer
   */
  void probe() {
    sessionCheck.check(SessionToken.KIND, "-");
  }
}
