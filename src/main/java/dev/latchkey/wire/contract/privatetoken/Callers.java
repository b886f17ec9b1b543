package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.core.token.FoundToken;
import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls, by the parameter {@code private_token} or the header {@code PRIVATE-TOKEN}.
 */
final class Callers {
  static final String PARAMETER = "private_token";

  private final SessionCheck sessionCheck;

  Callers(SessionCheck sessionCheck) {
    this.sessionCheck = sessionCheck;
  }

  /**
   * Finds who calls. The parameter wins over the header; a blank one, or one that is no string, is
   * refused and does not fall back.
   */
  Optional<Caller> find(Request request, Fields body) throws BadInput {
    Fields query = request.query() == null ? Fields.NONE : Fields.ofQuery(request);
    Object inQuery = query.values().get(PARAMETER);
    Object inBody = body.values().get(PARAMETER);
    if (inQuery != null && inBody != null) {
      throw new BadInput(Reason.MALFORMED_BODY, PARAMETER + " stands twice");
    }
    Object parameter = inQuery == null ? inBody : inQuery;
    return check(parameter == null ? request.soleHeader("private-token").orElse(null) : parameter);
  }

  /** Names the form in which a token is shown: parameter before header, as {@link #find} has it. */
  static String form(Request request) {
    String query = request.query();
    if (query != null && query.contains(PARAMETER + "=")) {
      return "query " + PARAMETER;
    }
    if (!request.headerLines("private-token").isEmpty()) {
      return "header PRIVATE-TOKEN";
    }
    // Of the calls with a body only these are for somebody who is signed in.
    boolean mayBeInBody = request.method().equals("PUT") && request.body().length > 0;
    return mayBeInBody && new String(request.body(), StandardCharsets.UTF_8).contains(PARAMETER)
        ? "body " + PARAMETER
        : "none";
  }

  private Optional<Caller> check(@Nullable Object shown) {
    if (!(shown instanceof String token) || token.isBlank()) {
      return Optional.empty();
    }
    return switch (sessionCheck.check(PrivateTokenForm.KIND, Digests.lookup(token))) {
      case SessionCheck.Outcome.Live live -> Optional.of(new Caller(token, live.found()));
      case SessionCheck.Outcome.Refused refused -> Optional.empty();
    };
  }

  /**
   * Somebody who is signed in.
   *
   * @param token the token that was shown
   * @param found what it led to
   */
  record Caller(String token, FoundToken found) {
    @Override
    public String toString() {
      return found.account().id().toString();
    }
  }
}
