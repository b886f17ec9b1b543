package dev.latchkey.wire.contract.clientapp;

import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says no in the words of draft 10 of OAuth 2.0: {@code error} and {@code error_description}. */
final class ClientAppErrors {
  private static final String INVALID_REQUEST = "invalid_request";
  private static final String INVALID_CLIENT = "invalid_client";
  private static final String UNAVAILABLE = "temporarily_unavailable";
  private static final String REALM = "OAuth realm='App'";
  private static final int MAX_ECHO = 64;

  /** Nobody registered such a client. */
  Reply unknownClient(String id) {
    return error(400, INVALID_CLIENT, "Unknown client ID " + echo(id));
  }

  /** The client has another secret, or has to send one. */
  Reply wrongSecret() {
    return error(400, INVALID_CLIENT, "Parameter client_secret does not match");
  }

  /** Only the password grant is offered. */
  Reply unsupportedGrant(String type) {
    return error(
        400, "unsupported_grant_type", "The grant type " + echo(type) + " is not recognized");
  }

  /** The name is unknown, or the password is wrong, or the account may not sign in. */
  Reply invalidGrant() {
    return error(400, "invalid_grant", "The access grant you supplied is invalid");
  }

  /** A field breaks a rule. */
  Reply invalidField(String field, String complaint) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("error", INVALID_REQUEST);
    body.put("error_description", "Parameter " + field + " " + complaint);
    body.put("errors", Map.of(field, List.of(complaint)));
    return Reply.json(422, Json.write(body));
  }

  /** No token was shown. */
  Reply noToken() {
    return error(401, "unauthorized", "No access token was sent").with("WWW-Authenticate", REALM);
  }

  /** A token was shown that does not sign in. */
  Reply badToken(Reason reason) {
    String code = reason == Reason.EXPIRED_TOKEN ? "expired_token" : "invalid_token";
    String words =
        reason == Reason.EXPIRED_TOKEN
            ? "The access token has expired"
            : "The access token is not valid";
    return error(401, code, words).with("WWW-Authenticate", REALM + ", error='" + code + "'");
  }

  /** A token was shown that does not reach so far; the same whether or not there is such a user. */
  Reply otherUser() {
    return error(403, "insufficient_scope", "The access token does not give access to this user")
        .with("WWW-Authenticate", REALM + ", error='insufficient_scope'");
  }

  /** A budget is spent. */
  Reply throttled(Duration retryAfter) {
    return error(429, UNAVAILABLE, "Too many attempts, try again later").withRetryAfter(retryAfter);
  }

  /** There is no capacity to hash. */
  Reply overloaded(Duration retryAfter) {
    return error(503, UNAVAILABLE, "The server is busy, try again later")
        .withRetryAfter(retryAfter);
  }

  /** The frame refuses. */
  Reply refusal(Refusal refusal) {
    String detail = refusal.detail();
    if (refusal.reason() == null) {
      return error(500, "server_error", "The server failed");
    }
    return switch (refusal.reason()) {
      case MALFORMED_BODY, WRONG_TYPE, INVALID_FIELD -> error(400, INVALID_REQUEST, detail);
      case UNSUPPORTED_MEDIA -> error(415, INVALID_REQUEST, detail);
      case TOO_LARGE -> error(413, INVALID_REQUEST, detail);
      case WRONG_VERB -> error(405, INVALID_REQUEST, detail);
      case THROTTLED -> error(429, UNAVAILABLE, "Too many attempts, try again later");
      case OVERLOADED, STORE_UNAVAILABLE ->
          error(503, UNAVAILABLE, "The server is busy, try again later");
      case BAD_CREDENTIALS -> invalidGrant();
      case TAKEN -> invalidField("username", "has already been taken");
      case NO_TOKEN -> noToken();
      case FORGED_TOKEN, EXPIRED_TOKEN, ENDED_SESSION, DISABLED_ACCOUNT, DELETED_ACCOUNT ->
          badToken(refusal.reason());
    };
  }

  private static Reply error(int status, String code, String description) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("error", code);
    body.put("error_description", description);
    return Reply.json(status, Json.write(body));
  }

  /**
   * Makes what a client sent fit to be said again: short, and without anything that a page or a log
   * could take for its own (RFC 6749, section 5.2 allows no quotes and backslashes either).
   */
  private static String echo(String sent) {
    StringBuilder shown = new StringBuilder();
    sent.codePoints()
        .limit(MAX_ECHO)
        .forEach(
            c -> shown.appendCodePoint(c > ' ' && c < 0x7f && "\"\\<>&'".indexOf(c) < 0 ? c : '?'));
    return sent.codePointCount(0, sent.length()) > MAX_ECHO ? shown + "..." : shown.toString();
  }
}
