package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.kernel.Time;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.Optional;

/** {@code GET /v1/auth/me}: checks the access token and shows the account. */
final class MeEndpoint implements Endpoint {
  private final ShownTokens shown;
  private final SessionCheck check;
  private final Time time;

  MeEndpoint(ShownTokens shown, SessionCheck check, Time time) {
    this.shown = shown;
    this.check = check;
    this.time = time;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    Optional<Claims> claims = shown.verified(request, shown.access(request));
    if (claims.isEmpty() || claims.get().isExpired(time.now())) {
      return JwtSessionsErrors.notAuthorized();
    }
    return switch (check.check(UidForm.ACCESS.kind(), claims.get().uid())) {
      case SessionCheck.Outcome.Live live ->
          Reply.json(JwtSessionsErrors.OK, JwtSessionsJson.account(live.found().account()));
      case SessionCheck.Outcome.Refused refused -> JwtSessionsErrors.notAuthorized();
    };
  }
}
