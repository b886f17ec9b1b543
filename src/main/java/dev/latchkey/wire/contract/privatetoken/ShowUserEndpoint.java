package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;

/** {@code GET /api/v2/user}: shows who is signed in. */
final class ShowUserEndpoint implements Endpoint {
  private final PrivateTokenJson json;
  private final PrivateTokenErrors errors;
  private final Callers callers;

  ShowUserEndpoint(PrivateTokenJson json, PrivateTokenErrors errors, Callers callers) {
    this.json = json;
    this.errors = errors;
    this.callers = callers;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    return callers
        .find(request, Fields.NONE)
        .map(caller -> json.signedIn(caller.found().account(), caller.token()))
        .orElseGet(errors::unauthorized);
  }
}
