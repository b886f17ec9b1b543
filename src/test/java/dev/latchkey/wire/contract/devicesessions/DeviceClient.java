package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client of the contract, for tests: writes requests and reads answers. */
final class DeviceClient {
  static final String PASSWORD = "Password123";
  static final Map<String, Object> CHROME =
      Map.of("platform", "macOS", "app_name", "Google Chrome", "app_version", "56.14.3");

  private final RunningHouse house;

  DeviceClient(RunningHouse house) {
    this.house = house;
  }

  HttpResponse<String> signUp(String nick) {
    return signUp(nick + "@mail.example", nick);
  }

  HttpResponse<String> signUp(String email, String nick) {
    return house.post("/api/v1/registrations", user(registration(email, nick)));
  }

  static Map<String, Object> registration(String email, String nick) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("email", email);
    fields.put("password", PASSWORD);
    fields.put("password_confirmation", PASSWORD);
    fields.put("nick", nick);
    fields.put("authorization", CHROME);
    return fields;
  }

  HttpResponse<String> signIn(String email, String password, Map<String, Object> facts) {
    return house.post(
        "/api/v1/sessions",
        user(Map.of("email", email, "password", password, "authorization", facts)));
  }

  HttpResponse<String> signIn(String nick, Map<String, Object> facts) {
    return signIn(nick + "@mail.example", PASSWORD, facts);
  }

  HttpResponse<String> current(String token) {
    return house.get("/api/v1/sessions/current", "uprogresstoken", token);
  }

  HttpResponse<String> authorizations(String token) {
    return house.get("/api/v1/authorizations", "uprogresstoken", token);
  }

  HttpResponse<String> end(String token, Object id) {
    return house.send("DELETE", "/api/v1/authorizations/" + id, "", "uprogresstoken", token);
  }

  HttpResponse<String> put(String path, String token, Map<String, ?> fields) {
    return house.send("PUT", path, user(fields), "uprogresstoken", token);
  }

  HttpResponse<String> restore(String email) {
    return house.post("/api/v1/sessions/restore_password", user(Map.of("email", email)));
  }

  HttpResponse<String> reset(String secret, String password) {
    return house.send(
        "PUT",
        "/api/v1/sessions/reset_password",
        user(Map.of("token", secret, "password", password, "password_confirmation", password)));
  }

  /** The number in a token. */
  static int number(String token) {
    Object payload =
        read(
            new String(
                java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                StandardCharsets.UTF_8));
    return Math.toIntExact((Long) member(payload, "id"));
  }

  static String token(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return text(answer, "token");
  }

  static String user(Map<String, ?> fields) {
    return Json.write(Map.of("user", fields));
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> rows(HttpResponse<String> answer) {
    return (List<Map<String, Object>>) member(object(answer), "authorizations");
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(HttpResponse<String> answer) {
    return (Map<String, Object>) read(answer.body());
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> errors(HttpResponse<String> answer) {
    return (Map<String, Object>) member(object(answer), "errors");
  }

  /** The account in an answer, in the spelling of keys that the contract has by itself. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> currentUser(HttpResponse<String> answer) {
    return (Map<String, Object>) member(object(answer), "current_user");
  }

  /** The number of the account that a token signs in. */
  int account(String token) {
    return Math.toIntExact((Long) member(currentUser(current(token)), "id"));
  }

  static String text(HttpResponse<String> answer, String key) {
    return (String) member(object(answer), key);
  }

  /** What stands in an object under a key; it must be there and not be null. */
  static Object member(Object object, String key) {
    return java.util.Objects.requireNonNull(((Map<?, ?>) object).get(key), key);
  }

  private static Object read(String json) {
    try {
      return java.util.Objects.requireNonNull(Json.read(json.getBytes(StandardCharsets.UTF_8)));
    } catch (BadInput e) {
      throw new AssertionError("no JSON: " + json, e);
    }
  }
}
