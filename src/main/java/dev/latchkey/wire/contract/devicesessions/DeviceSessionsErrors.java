package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says every refusal in the contract's words. Sentences stand in {@code errors} as lists by field;
 * what is about no field stands under {@code base}. Who is not signed in reads {@code error}.
 */
final class DeviceSessionsErrors {
  /** The status of every success; a shipped client takes no other. */
  static final int OK = 200;

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int WRONG_VERB = 405;
  private static final int TOO_LARGE = 413;
  private static final int UNSUPPORTED_MEDIA = 415;
  private static final int INVALID = 422;
  private static final int THROTTLED = 429;
  private static final int DEFECT = 500;
  private static final int UNAVAILABLE = 503;

  private static final String BASE = "base";

  private DeviceSessionsErrors() {}

  /** Fields break rules. */
  static Reply invalid(KeyInflection keys, Violations found) {
    return errors(keys, INVALID, found);
  }

  /** One field breaks a rule. */
  static Reply invalid(KeyInflection keys, String field, String sentence) {
    return invalid(keys, Violations.of(field, sentence));
  }

  /** A budget is spent. */
  static Reply throttled(KeyInflection keys, Duration retryAfter) {
    return errors(keys, THROTTLED, Violations.of(BASE, "too many attempts, try again later"))
        .withRetryAfter(retryAfter);
  }

  /** There is no capacity to hash. */
  static Reply overloaded(KeyInflection keys, Duration retryAfter) {
    return errors(keys, UNAVAILABLE, Violations.of(BASE, "the server is busy, try again later"))
        .withRetryAfter(retryAfter);
  }

  /** Nobody is signed in. */
  static Reply notSignedIn(KeyInflection keys, Reason reason) {
    return challenge(reply(keys, UNAUTHORIZED, Map.of("error", sentence(reason))));
  }

  /** Nobody is signed in, as the check of a session says it. */
  static Reply noCurrentUser(KeyInflection keys, Reason reason) {
    return challenge(noUser(keys, UNAUTHORIZED, sentence(reason)));
  }

  /** RFC 9110, section 15.5.2, wants a scheme to be named. */
  private static Reply challenge(Reply reply) {
    return reply.with("WWW-Authenticate", "Bearer");
  }

  private static String sentence(Reason reason) {
    return switch (reason) {
      case FORGED_TOKEN -> "Authorization token invalid";
      case EXPIRED_TOKEN -> "Authorization token expired";
      default -> "User not found";
    };
  }

  /** There is no such row, or it is somebody else's: never told apart. */
  static Reply notFound(KeyInflection keys, String sentence) {
    return reply(keys, NOT_FOUND, Map.of("error", sentence));
  }

  /** The frame refuses. */
  static Reply refused(KeyInflection keys, Refusal refusal) {
    return errors(keys, status(refusal.reason()), Violations.of(BASE, refusal.detail()));
  }

  /** The frame refuses a check of a session. */
  static Reply refusedCheck(KeyInflection keys, Refusal refusal) {
    return noUser(keys, status(refusal.reason()), refusal.detail());
  }

  private static int status(@Nullable Reason reason) {
    return switch (reason) {
      case null -> DEFECT;
      case MALFORMED_BODY, WRONG_TYPE, INVALID_FIELD -> BAD_REQUEST;
      case UNSUPPORTED_MEDIA -> UNSUPPORTED_MEDIA;
      case TOO_LARGE -> TOO_LARGE;
      case WRONG_VERB -> WRONG_VERB;
      case BAD_CREDENTIALS, TAKEN -> INVALID;
      case NO_TOKEN,
          FORGED_TOKEN,
          EXPIRED_TOKEN,
          ENDED_SESSION,
          DISABLED_ACCOUNT,
          DELETED_ACCOUNT ->
          UNAUTHORIZED;
      case THROTTLED -> THROTTLED;
      case OVERLOADED, STORE_UNAVAILABLE -> UNAVAILABLE;
    };
  }

  private static Reply noUser(KeyInflection keys, int status, String sentence) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("user", null);
    body.put("error", sentence);
    return reply(keys, status, body);
  }

  private static Reply errors(KeyInflection keys, int status, Violations found) {
    return reply(keys, status, Map.of("errors", found.sentences()));
  }

  private static Reply reply(KeyInflection keys, int status, Map<String, ?> body) {
    return DeviceSessionsJson.reply(status, Json.write(keys.deep(body)));
  }
}
