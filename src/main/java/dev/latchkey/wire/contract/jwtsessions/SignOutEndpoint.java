package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.core.closing.EndSession;
import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.Optional;

/**
 * {@code DELETE /v1/auth/sign_out}: ends the session. An access token that has expired will do
 * while its session lives: whoever comes back after an hour can still leave.
 */
final class SignOutEndpoint implements Endpoint {
  private final ShownTokens shown;
  private final SessionCheck check;
  private final EndSession endSession;
  private final SessionReplies replies;

  SignOutEndpoint(
      ShownTokens shown, SessionCheck check, EndSession endSession, SessionReplies replies) {
    this.shown = shown;
    this.check = check;
    this.endSession = endSession;
    this.replies = replies;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    Optional<Claims> claims = shown.verified(request, shown.access(request));
    String ruid = claims.map(Claims::ruid).orElse(null);
    if (ruid == null) {
      return JwtSessionsErrors.notAuthorized();
    }
    return switch (check.check(UidForm.REFRESH.kind(), ruid)) {
      case SessionCheck.Outcome.Live live ->
          endSession.end(live.found().session().id(), request.origin())
              ? replies.signedOut(request)
              : JwtSessionsErrors.notAuthorized();
      case SessionCheck.Outcome.Refused refused -> JwtSessionsErrors.notAuthorized();
    };
  }
}
