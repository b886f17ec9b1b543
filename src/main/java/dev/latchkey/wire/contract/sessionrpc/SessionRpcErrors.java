package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.core.credential.Weakness;
import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Every way in which this contract says no, with the words its clients know. */
final class SessionRpcErrors {
  private SessionRpcErrors() {}

  static RpcResult methodNotFound() {
    return RpcResult.of(404, "Method not found");
  }

  static RpcResult invalid(String reason) {
    return RpcResult.of(400, reason);
  }

  static RpcResult invalidJson() {
    return invalid("JSON data is invalid").asException();
  }

  static RpcResult invalidMsgpack() {
    return invalid("Msgpack data is invalid").asException();
  }

  static RpcResult invalidQuery() {
    return invalid("Query data is invalid").asException();
  }

  static RpcResult invalidRequest() {
    return invalid("JSON-RPC request is invalid").asException();
  }

  static RpcResult passwordInQuery() {
    return invalid("Password is not allowed in the query string");
  }

  static RpcResult unsupportedMedia() {
    return RpcResult.of(415, "Unsupported Media Type").asException();
  }

  static RpcResult wrongVerb() {
    return RpcResult.of(405, "Method Not Allowed").asException();
  }

  static RpcResult tooLarge() {
    return RpcResult.of(413, "Payload Too Large").asException();
  }

  static RpcResult notAuthenticated() {
    return RpcResult.of(401, "Not authenticated");
  }

  static RpcResult notPermitted() {
    return RpcResult.of(403, "You are not authorized to access this area.");
  }

  static RpcResult nothingToSignOut() {
    return RpcResult.of(404, "Not Found");
  }

  static RpcResult signedOutAlready() {
    return RpcResult.of(204, "No Content");
  }

  static RpcResult userExists() {
    return RpcResult.of(409, "User already exists");
  }

  static RpcResult noMailbox() {
    return RpcResult.of(404, "Not Found").with(RpcResult.DATA, "Email not found");
  }

  static RpcResult confirmedAlready() {
    return invalid("Bad Request").with(RpcResult.DATA, "User email already confirmed");
  }

  static RpcResult tokenInvalid() {
    return invalid("Token is invalid");
  }

  static RpcResult tokenGone() {
    return RpcResult.of(404, "Token not found");
  }

  static RpcResult passwordEmpty() {
    return invalid("Password must contain at least 1 character");
  }

  static RpcResult passwordTooLong() {
    return invalid("Password is too long");
  }

  static RpcResult passwordSame() {
    return invalid("Password must differ from the present one");
  }

  static RpcResult passwordWeak(Weakness weakness) {
    return invalid(
        switch (weakness.kind()) {
          case TOO_SHORT -> "Password must contain at least " + weakness.bound() + " characters";
          case TOO_LONG -> "Password must contain at most " + weakness.bound() + " characters";
          case COMMON -> "Password is too common";
          case CONTEXT -> "Password is too similar to the user name or email";
          case BREACHED -> "Password has appeared in a data breach";
        });
  }

  static RpcResult throttled(Duration retryAfter) {
    return RpcResult.of(429, "Too Many Requests").after(retryAfter);
  }

  static RpcResult overloaded(@Nullable Duration retryAfter) {
    return RpcResult.of(503, "Service Unavailable").after(retryAfter);
  }

  static RpcResult defect() {
    return RpcResult.of(500, "Internal Server Error").asException();
  }

  /** The HTTP status of an answer: always 200, but for a verb that no call can have. */
  static int httpStatus(RpcResult result) {
    return result.status() == 405 ? 405 : 200;
  }

  /** Puts a refusal of the frame into this contract's words. */
  static RpcResult of(Refusal refusal) {
    Reason reason = refusal.reason();
    if (reason == null) {
      return defect();
    }
    return switch (reason) {
      case MALFORMED_BODY, WRONG_TYPE, INVALID_FIELD -> invalidJson();
      case UNSUPPORTED_MEDIA -> unsupportedMedia();
      case TOO_LARGE -> tooLarge();
      case WRONG_VERB -> wrongVerb();
      case BAD_CREDENTIALS,
          NO_TOKEN,
          FORGED_TOKEN,
          EXPIRED_TOKEN,
          ENDED_SESSION,
          DISABLED_ACCOUNT,
          DELETED_ACCOUNT ->
          notAuthenticated();
      case TAKEN -> userExists();
      case THROTTLED -> RpcResult.of(429, "Too Many Requests").after(refusal.retryAfter());
      case OVERLOADED, STORE_UNAVAILABLE -> overloaded(refusal.retryAfter());
    };
  }
}
