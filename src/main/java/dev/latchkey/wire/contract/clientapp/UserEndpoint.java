package dev.latchkey.wire.contract.clientapp;

import dev.latchkey.core.token.FoundToken;
import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.kernel.Digests;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.Optional;

/** {@code GET /users/{id}}: shows who is signed in, and nobody else. */
final class UserEndpoint implements Endpoint {
  static final String ID = "id";

  private final ClientAppJson json;
  private final ClientAppErrors errors;
  private final AccessTokens accessTokens;
  private final SessionCheck sessionCheck;

  UserEndpoint(
      ClientAppJson json,
      ClientAppErrors errors,
      AccessTokens accessTokens,
      SessionCheck sessionCheck) {
    this.json = json;
    this.errors = errors;
    this.accessTokens = accessTokens;
    this.sessionCheck = sessionCheck;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    Optional<String> token = accessTokens.find(request);
    if (token.isEmpty()) {
      return errors.noToken();
    }
    return switch (sessionCheck.check(AccessTokenForm.KIND, Digests.lookup(token.get()))) {
      case SessionCheck.Outcome.Refused refused -> errors.badToken(refused.reason());
      case SessionCheck.Outcome.Live live -> show(request, live.found());
    };
  }

  private Reply show(Request request, FoundToken found) {
    String own = Integer.toString(found.account().id().value());
    if (!request.pathParameter(ID).equals(own)) {
      return errors.otherUser();
    }
    Reply current = json.user(found.account(), found.session().clientId());
    return isKnown(request, current.header("ETag").orElse("")) ? json.unchanged(current) : current;
  }

  /** Compares weakly with {@code If-None-Match} (RFC 9110, section 13.1.2). */
  private static boolean isKnown(Request request, String tag) {
    for (String line : request.headerLines("if-none-match")) {
      for (String one : line.split(",")) {
        String known = one.strip();
        if (known.equals("*") || known.equals(tag) || known.equals("W/" + tag)) {
          return true;
        }
      }
    }
    return false;
  }
}
