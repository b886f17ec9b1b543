package dev.latchkey.wire.http;

import dev.latchkey.kernel.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says refusals for paths that belong to no client's vocabulary: a status and one sentence. */
public final class PlainRefusals {
  private PlainRefusals() {}

  /**
   * Says a refusal.
   *
   * @param refusal why
   * @return the answer
   */
  public static Reply say(Refusal refusal) {
    return Reply.json(status(refusal.reason()), Json.write(Map.of("error", refusal.detail())));
  }

  private static int status(@Nullable Reason reason) {
    return switch (reason) {
      case null -> 500;
      case MALFORMED_BODY, WRONG_TYPE, INVALID_FIELD -> 400;
      case BAD_CREDENTIALS, NO_TOKEN, FORGED_TOKEN, EXPIRED_TOKEN, ENDED_SESSION -> 401;
      case DISABLED_ACCOUNT, DELETED_ACCOUNT -> 403;
      case WRONG_VERB -> 405;
      case TAKEN -> 409;
      case TOO_LARGE -> 413;
      case UNSUPPORTED_MEDIA -> 415;
      case THROTTLED -> 429;
      case OVERLOADED, STORE_UNAVAILABLE -> 503;
    };
  }
}
