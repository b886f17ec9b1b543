package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of the contract, as a shipped one would be. */
record PrivateTokenClient(RunningHouse house) {
  static final String PASSWORD = "test1234";

  /** Signs up by a name and an address made of it. */
  HttpResponse<String> signUp(String name) {
    return house.post(
        "/sign_up",
        Json.write(
            Map.of(
                "username",
                name,
                "email",
                name + "@example.com",
                "password",
                PASSWORD,
                "password_confirmation",
                PASSWORD)));
  }

  /** Signs up and gives the token. */
  String newToken(String name) {
    return token(signUp(name));
  }

  HttpResponse<String> signIn(String login, String password) {
    return house.post("/sign_in", Json.write(Map.of("login", login, "password", password)));
  }

  HttpResponse<String> user(String token) {
    return house.get("/api/v2/user", "PRIVATE-TOKEN", token);
  }

  HttpResponse<String> weChat(Map<String, @Nullable Object> body) {
    return house.post("/sign_in_with/wechat", Json.write(body));
  }

  HttpResponse<String> changePassword(String token, String present, String wanted) {
    return house.send(
        "PUT",
        "/api/v2/user/password",
        Json.write(
            Map.of(
                "current_password", present, "password", wanted, "password_confirmation", wanted)),
        "PRIVATE-TOKEN",
        token);
  }

  static String token(HttpResponse<String> answer) {
    return String.valueOf(json(answer).get("private_token"));
  }

  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> json(HttpResponse<String> answer) {
    try {
      Object value = Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
      return (Map<String, @Nullable Object>) java.util.Objects.requireNonNull(value);
    } catch (BadInput e) {
      throw new AssertionError("not JSON: " + answer.body(), e);
    }
  }

  @SuppressWarnings("unchecked")
  static List<String> errors(HttpResponse<String> answer) {
    return (List<String>) java.util.Objects.requireNonNull(json(answer).get("errors"));
  }
}
