package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;

/** Answers {@code GET /api/v1/sessions/current}: says who is signed in. */
final class CurrentUserEndpoint implements Endpoint {
  static final String PATH = "/api/v1/sessions/current";

  private final Caller.Check check;

  CurrentUserEndpoint(Caller.Check check) {
    this.check = check;
  }

  @Override
  public Reply answer(Request request) {
    KeyInflection keys = KeyInflection.of(request);
    return switch (check.of(request)) {
      case Caller.Known known -> DeviceSessionsJson.currentUser(keys, known.account());
      case Caller.Nobody nobody -> DeviceSessionsErrors.noCurrentUser(keys, nobody.reason());
    };
  }
}
