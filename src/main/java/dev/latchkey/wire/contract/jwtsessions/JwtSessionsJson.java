package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.core.account.Account;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.wire.http.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The only place of this contract that writes JSON: answers, and what is signed in tokens. */
final class JwtSessionsJson {
  /** The header of every token: the algorithm and nothing else. */
  static final String TOKEN_HEADER = "{\"alg\":\"HS256\"}";

  /** What a sign-out answers: a JSON string. */
  static final String SIGNED_OUT = "\"ok\"";

  private JwtSessionsJson() {}

  /** The payload of an access token, its keys in the order that clients have seen. */
  static String accessPayload(long expiresAt, AccountId account, String uid, String ruid) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("exp", expiresAt);
    payload.put("user_id", account.value());
    payload.put("uid", uid);
    payload.put("ruid", ruid);
    return Json.write(payload);
  }

  /** The payload of a refresh token. */
  static String refreshPayload(long expiresAt, String uid) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("exp", expiresAt);
    payload.put("uid", uid);
    return Json.write(payload);
  }

  /** What sign-up, sign-in and refresh answer: exactly one key. */
  static String csrf(String masked) {
    return Json.write(Map.of("csrf", masked));
  }

  /** Every refusal: exactly one key. */
  static String error(String words) {
    return Json.write(Map.of("error", words));
  }

  /** Who is signed in. */
  static String account(Account account) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", account.id().value());
    shown.put("email", account.email());
    shown.put("name", account.shownName());
    shown.put("email_confirmed", account.emailConfirmedAt() != null);
    return Json.write(shown);
  }
}
