package dev.latchkey.wire.contract.clientapp;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A client of the contract, as a shipped one would be. */
record AppClient(RunningHouse house, String id) {
  static final String DOCUMENTED = "zpjfcgu8nqgrpwlsau30ycpl2mc9ox";
  static final String PASSWORD = "password";

  AppClient(RunningHouse house) {
    this(house, DOCUMENTED);
  }

  HttpResponse<String> signUp(String username) {
    return house.post(
        "/sign-up",
        Json.write(Map.of("username", username, "password", PASSWORD, "client_id", id)));
  }

  HttpResponse<String> grant(String username, String password) {
    return house.post(
        "/oauth/authorize",
        Json.write(
            Map.of(
                "username", username,
                "password", password,
                "grant_type", "password",
                "client_id", id)));
  }

  HttpResponse<String> user(@Nullable Object number, String token) {
    return house.get("/users/" + number, "Authorization", "OAuth " + token);
  }

  static String token(HttpResponse<String> answer) {
    return String.valueOf(json(answer).get("access_token"));
  }

  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> user(HttpResponse<String> answer) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(json(answer).get("user"));
  }

  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> json(HttpResponse<String> answer) {
    try {
      Object value = Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
      return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
    } catch (BadInput e) {
      throw new AssertionError("not JSON: " + answer.body(), e);
    }
  }
}
