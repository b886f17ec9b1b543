package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;

/** Answers {@code GET /api/v1/authorizations}: lists where one is signed in. */
final class AuthorizationsEndpoint implements Endpoint {
  static final String PATH = "/api/v1/authorizations";

  private final Caller.Check check;
  private final AuthorizationList list;

  AuthorizationsEndpoint(Caller.Check check, AuthorizationList list) {
    this.check = check;
    this.list = list;
  }

  @Override
  public Reply answer(Request request) {
    KeyInflection keys = KeyInflection.of(request);
    return switch (check.of(request)) {
      case Caller.Known known ->
          DeviceSessionsJson.authorizations(keys, list.of(known.account().id()));
      case Caller.Nobody nobody -> DeviceSessionsErrors.notSignedIn(keys, nobody.reason());
    };
  }
}
