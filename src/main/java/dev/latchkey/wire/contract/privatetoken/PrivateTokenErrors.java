package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Says no in this contract's words: {@code errors} as a list, as one text on the WeChat path, and
 * {@code message} for a token that will not do.
 */
final class PrivateTokenErrors {
  private final boolean joinAll;

  PrivateTokenErrors(PrivateTokenSettings settings) {
    this.joinAll = settings.joinErrors();
  }

  /** The token is missing or wrong. */
  Reply unauthorized() {
    return Reply.json(401, Json.write(Map.of("message", "401 Unauthorized")));
  }

  /** The name is unknown, or the password is wrong, or the account may not sign in. */
  Reply badCredentials(Request request) {
    return errors(401, request, List.of(Message.BAD_CREDENTIALS));
  }

  /** Rules of the contract are broken. */
  Reply invalid(Request request, List<Message> broken) {
    return errors(422, request, broken);
  }

  /** A rule of the contract is broken. */
  Reply invalid(Request request, Message broken) {
    return invalid(request, List.of(broken));
  }

  /** A budget is spent. */
  Reply throttled(Request request, Duration retryAfter) {
    return errors(429, request, List.of(Message.THROTTLED)).withRetryAfter(retryAfter);
  }

  /** There is no capacity to hash. */
  Reply overloaded(Request request, Duration retryAfter) {
    return errors(503, request, List.of(Message.UNAVAILABLE)).withRetryAfter(retryAfter);
  }

  /** The frame refuses. */
  Reply refusal(Request request, Refusal refusal) {
    Message unreadable = Message.unreadable(refusal.detail());
    if (refusal.reason() == null) {
      return errors(500, request, List.of(Message.DEFECT));
    }
    return switch (refusal.reason()) {
      case MALFORMED_BODY, WRONG_TYPE, INVALID_FIELD -> errors(400, request, List.of(unreadable));
      case UNSUPPORTED_MEDIA -> errors(415, request, List.of(unreadable));
      case TOO_LARGE -> errors(413, request, List.of(Message.TOO_LARGE));
      case WRONG_VERB -> errors(405, request, List.of(Message.wrongVerb()));
      case THROTTLED -> errors(429, request, List.of(Message.THROTTLED));
      case OVERLOADED, STORE_UNAVAILABLE -> errors(503, request, List.of(Message.UNAVAILABLE));
      case BAD_CREDENTIALS -> badCredentials(request);
      case TAKEN -> invalid(request, Message.USERNAME_TAKEN);
      case NO_TOKEN,
          FORGED_TOKEN,
          EXPIRED_TOKEN,
          ENDED_SESSION,
          DISABLED_ACCOUNT,
          DELETED_ACCOUNT ->
          unauthorized();
    };
  }

  private Reply errors(int status, Request request, List<Message> messages) {
    Language language = Language.of(request);
    List<String> said = messages.stream().map(message -> message.in(language)).toList();
    boolean join = joinAll || request.path().contains("/sign_in_with/");
    return Reply.json(status, Json.write(Map.of("errors", join ? String.join("，", said) : said)));
  }
}
