package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import java.time.Duration;
import java.util.List;

/** The words and the status numbers of this contract. */
final class JwtSessionsErrors {
  static final int OK = 200;
  static final int CREATED = 201;
  static final int NO_CONTENT = 204;

  private JwtSessionsErrors() {}

  /** Bad credentials, and every token that does not sign in: never told apart. */
  static Reply notAuthorized() {
    return error(401, "Not authorized");
  }

  /** A page of a strange web site calls. */
  static Reply forbidden() {
    return error(403, "Forbidden");
  }

  /** A sign-up breaks rules: all messages, joined by spaces. */
  static Reply invalid(List<String> messages) {
    return error(422, String.join(" ", messages));
  }

  static Reply throttled(Duration retryAfter) {
    return error(429, "Too many requests").withRetryAfter(retryAfter);
  }

  static Reply overloaded(Duration retryAfter) {
    return error(503, "Service unavailable").withRetryAfter(retryAfter);
  }

  /** What the frame refuses. */
  static Reply of(Refusal refusal) {
    Reason reason = refusal.reason();
    if (reason == null) {
      return error(500, "Internal server error");
    }
    return switch (reason) {
      case MALFORMED_BODY, WRONG_TYPE, INVALID_FIELD ->
          error(400, "Bad request: " + refusal.detail());
      case UNSUPPORTED_MEDIA -> error(415, "Unsupported media type: " + refusal.detail());
      case TOO_LARGE -> error(413, "Payload too large");
      case WRONG_VERB -> error(405, "Method not allowed");
      case BAD_CREDENTIALS,
          NO_TOKEN,
          FORGED_TOKEN,
          EXPIRED_TOKEN,
          ENDED_SESSION,
          DISABLED_ACCOUNT,
          DELETED_ACCOUNT ->
          notAuthorized();
      case TAKEN -> invalid(List.of(SignUpForm.TAKEN));
      case THROTTLED -> error(429, "Too many requests");
      case OVERLOADED, STORE_UNAVAILABLE -> error(503, "Service unavailable");
    };
  }

  private static Reply error(int status, String words) {
    return Reply.json(status, JwtSessionsJson.error(words));
  }
}
