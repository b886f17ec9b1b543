package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client in tests. It keeps cookies as a browser does, and the last CSRF token; what it sends
 * beyond that is up to the test.
 */
final class JwtClient {
  static final String PASSWORD = "2L2Ug5U4tqH";

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final RunningHouse house;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private String csrf = "";

  JwtClient(RunningHouse house) {
    this.house = house;
  }

  /** A client of a new account, signed in. */
  static JwtClient of(RunningHouse house) {
    JwtClient client = new JwtClient(house);
    client.signUp(newAddress());
    return client;
  }

  static String newAddress() {
    return "person" + NEXT.incrementAndGet() + "@example.com";
  }

  HttpResponse<String> signUp(String email, String... headers) {
    return learned(house.post("/v1/auth", signUpBody(email), headers));
  }

  static String signUpBody(String email) {
    return json("email", email, "password", PASSWORD, "password_confirmation", PASSWORD);
  }

  HttpResponse<String> signIn(String email, String password, String... headers) {
    return learned(
        house.post("/v1/auth/sign_in", json("email", email, "password", password), headers));
  }

  /** Sends cookies and, beyond GET and HEAD, the CSRF token. */
  HttpResponse<String> byCookie(String method, String path, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Cookie", cookieHeader()));
    if (!method.equals("GET") && !method.equals("HEAD")) {
      all.addAll(List.of("X-CSRF-Token", csrf));
    }
    return learned(house.send(method, path, "", all.toArray(String[]::new)));
  }

  /** Sends the access token in the header and nothing else. */
  HttpResponse<String> byHeader(String method, String path, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Authorization", access()));
    return learned(house.send(method, path, "", all.toArray(String[]::new)));
  }

  private HttpResponse<String> learned(HttpResponse<String> answer) {
    for (String line : answer.headers().allValues("set-cookie")) {
      String pair = line.substring(0, line.indexOf(';'));
      String name = pair.substring(0, pair.indexOf('='));
      if (!line.contains("; Path=/;")) {
        continue;
      }
      if (line.contains("Max-Age=0")) {
        cookies.remove(name);
      } else {
        cookies.put(name, pair.substring(name.length() + 1));
      }
    }
    if (answer.body().startsWith("{\"csrf\"")) {
      csrf = csrfOf(answer);
    }
    return answer;
  }

  String access() {
    return cookies.getOrDefault("jwt_access", "");
  }

  String csrf() {
    return csrf;
  }

  /** The CSRF token in an answer. */
  static String csrfOf(HttpResponse<String> answer) {
    return (String) Objects.requireNonNull(object(answer.body()).get("csrf"));
  }

  /** A cookie that is there. */
  String cookie(String name) {
    return Objects.requireNonNull(cookies.get(name));
  }

  /** The secret under a mask. */
  static String secretOf(String csrf) {
    return HexFormat.of().formatHex(Csrf.unmask(csrf).orElseThrow());
  }

  Map<String, String> cookies() {
    return cookies;
  }

  String cookieHeader() {
    List<String> pairs = new ArrayList<>();
    cookies.forEach((name, value) -> pairs.add(name + "=" + value));
    return String.join("; ", pairs);
  }

  RunningHouse house() {
    return house;
  }

  /** The status of a check by an access token in the header. */
  static int statusOf(RunningHouse house, String access) {
    return house.get("/v1/auth/me", "Authorization", access).statusCode();
  }

  /** Sends bytes of any type. */
  static HttpResponse<String> raw(
      RunningHouse house, String method, String path, @Nullable String type, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(house.uri(path)).method(method, BodyPublishers.ofByteArray(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    return house.send(request);
  }

  static String json(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return Json.write(map);
  }

  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> object(String json) {
    try {
      return (Map<String, @Nullable Object>)
          Objects.requireNonNull(Json.read(json.getBytes(StandardCharsets.UTF_8)));
    } catch (BadInput e) {
      throw new AssertionError("no JSON object: " + json, e);
    }
  }

  /** The payload of a token, unverified. */
  static Map<String, @Nullable Object> payload(String token) {
    return object(payloadText(token));
  }

  /** The second from which a token is expired. */
  static long expiryOf(String token) {
    return (Long) Objects.requireNonNull(payload(token).get("exp"));
  }

  static String payloadText(String token) {
    return new String(
        Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
  }
}
