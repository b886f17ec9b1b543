package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client of the contract, and the reader of its mail. */
final class Rpc {
  static final String NOT_AUTHENTICATED =
      "{\"status\":401,\"reason\":\"Not authenticated\",\"exception\":false}";
  static final String GUEST =
      "{\"status\":401,\"reason\":\"Not authenticated\",\"exception\":false,"
          + "\"data\":{\"settings\":{}}}";
  static final String OK = "{\"status\":200,\"reason\":\"OK\",\"exception\":false}";
  static final String ONE_ROW =
      "{\"status\":200,\"reason\":\"OK\",\"exception\":false,\"data\":null,\"rows\":1}";
  static final String REGISTERED =
      "{\"status\":200,\"reason\":\"You were registered.\",\"exception\":false}";
  static final String NOTHING_THERE =
      "{\"status\":404,\"reason\":\"Not Found\",\"exception\":false}";
  static final String OVER_ALREADY =
      "{\"status\":204,\"reason\":\"No Content\",\"exception\":false}";
  static final String TOKEN_INVALID =
      "{\"status\":400,\"reason\":\"Token is invalid\",\"exception\":false}";
  static final String TOKEN_GONE =
      "{\"status\":404,\"reason\":\"Token not found\",\"exception\":false}";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final RunningHouse house;

  Rpc(RunningHouse house) {
    this.house = house;
  }

  /** Makes a name that nobody has. */
  static String newName() {
    return "joe" + COUNT.incrementAndGet() + "-x";
  }

  /** Calls by name as {@code /api/v1/session/name}. */
  HttpResponse<String> call(String name, String arguments, @Nullable String token) {
    return token == null
        ? house.post("/api/v1/session/" + name, arguments)
        : house.post("/api/v1/session/" + name, arguments, "Authorization", "Bearer " + token);
  }

  /** Signs up with the password {@code pa55} and the address {@code name@example.com}. */
  void signUp(String name) {
    String answer =
        call(
                "signup",
                "[{\"username\":\"%s\",\"password\":\"pa55\",\"email\":\"%s@example.com\"}]"
                    .formatted(name, name),
                null)
            .body();
    if (!answer.equals(REGISTERED)) {
      throw new AssertionError(answer);
    }
  }

  /** Signs in and gives the token. */
  String signIn(String name, String password) {
    HttpResponse<String> answer =
        call("signin", Json.write(List.of(Map.of("username", name, "password", password))), null);
    return token(answer.body());
  }

  /** Signs up and in. */
  String enter() {
    String name = newName();
    signUp(name);
    return signIn(name, "pa55");
  }

  /** Says whether a token is a live session's. */
  boolean isLive(String token) {
    return call("signin", "[]", token).body().startsWith("{\"status\":200");
  }

  /** Reads the secret of the newest letter to an address. */
  String mailed(String address) {
    List<Outbox.Entry> letters =
        house.house().ports().outbox().list(0, 10_000).stream()
            .filter(one -> one.address().equals(address) && one.sealedSecret() != null)
            .toList();
    Outbox.Entry letter = letters.getLast();
    byte[] sealed = Base64.getDecoder().decode(String.valueOf(letter.sealedSecret()));
    return new String(
        house.house().ports().sealer().open(sealed, letter.place()), StandardCharsets.UTF_8);
  }

  /** Counts the letters to an address. */
  long letters(String address) {
    return house.house().ports().outbox().list(0, 10_000).stream()
        .filter(one -> one.address().equals(address))
        .count();
  }

  /** Posts bytes. */
  HttpResponse<byte[]> postBytes(String path, String contentType, byte[] body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(house.uri(path))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  /** Takes the token out of the answer to a sign-in. */
  static String token(String answer) {
    Map<?, ?> envelope = object(answer);
    if (!answer.contains("\"token\"")) {
      throw new AssertionError("no token in " + answer);
    }
    return String.valueOf(inner(envelope, "data").get("token"));
  }

  /** Reads an object. */
  static Map<?, ?> object(String json) {
    try {
      return (Map<?, ?>) Objects.requireNonNull(Json.read(json.getBytes(StandardCharsets.UTF_8)));
    } catch (BadInput e) {
      throw new AssertionError("no JSON: " + json, e);
    }
  }

  /** Follows members that are objects. */
  static Map<?, ?> inner(Map<?, ?> object, String... names) {
    Map<?, ?> at = object;
    for (String name : names) {
      at = (Map<?, ?>) Objects.requireNonNull(at.get(name), name);
    }
    return at;
  }
}
