package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.core.closing.EndSession;
import dev.latchkey.core.session.Session;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.Optional;

/** Answers {@code DELETE /api/v1/authorizations/{id}}: signs one of one's own clients out. */
final class EndAuthorizationEndpoint implements Endpoint {
  static final String PATH = "/api/v1/authorizations/{id}";

  private final Caller.Check check;
  private final AuthorizationList list;
  private final EndSession endSession;

  EndAuthorizationEndpoint(Caller.Check check, AuthorizationList list, EndSession endSession) {
    this.check = check;
    this.list = list;
    this.endSession = endSession;
  }

  @Override
  public Reply answer(Request request) {
    KeyInflection keys = KeyInflection.of(request);
    return switch (check.of(request)) {
      case Caller.Known known -> end(request, keys, known);
      case Caller.Nobody nobody -> DeviceSessionsErrors.notSignedIn(keys, nobody.reason());
    };
  }

  private Reply end(Request request, KeyInflection keys, Caller.Known caller) {
    Optional<Session> session = list.find(caller.account().id(), request.pathParameter("id"));
    return session.isPresent() && endSession.end(session.get().id(), request.origin())
        ? DeviceSessionsJson.authorization(keys, session.get())
        : DeviceSessionsErrors.notFound(keys, "Authorization not found");
  }
}
