package dev.latchkey.wire.contract.devicesessions;

import static dev.latchkey.wire.contract.devicesessions.DeviceClient.CHROME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceSessionsTokenTest {
  private static final String INVALID = "{\"user\":null,\"error\":\"Authorization token invalid\"}";
  private static final String NOT_FOUND = "{\"user\":null,\"error\":\"User not found\"}";
  private static final String BASE64URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static RunningHouse house;
  private static DeviceClient client;
  private static String token;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new DeviceClient(house);
    token = DeviceClient.token(client.signUp("tina"));
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  private static HttpResponse<String> ask(String... headers) {
    return house.get("/api/v1/sessions/current", headers);
  }

  private static void assertInvalid(String shown) {
    HttpResponse<String> answer = client.current(shown);
    assertThat(answer.statusCode()).as(shown).isEqualTo(401);
    assertThat(answer.body()).as(shown).isEqualTo(INVALID);
    HttpResponse<String> other = client.authorizations(shown);
    assertThat(other.statusCode()).isEqualTo(401);
    assertThat(other.body()).isEqualTo("{\"error\":\"Authorization token invalid\"}");
  }

  @Test
  void a_token_is_header_and_payload_to_the_byte() {
    String[] parts = token.split("\\.");
    assertThat(text(parts[0])).isEqualTo("{\"typ\":\"JWT\",\"alg\":\"HS256\"}");
    assertThat(text(parts[1])).matches("\\{\"id\":[1-9][0-9]{0,9}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER  %s", "%s"})
  void the_authorization_header_does_as_well(String form) {
    assertThat(ask("Authorization", form.formatted(token)).statusCode()).isEqualTo(200);
  }

  @Test
  void the_contracts_own_header_wins() {
    assertThat(ask("uprogresstoken", token, "Authorization", "Bearer junk").statusCode())
        .isEqualTo(200);
    assertThat(ask("uprogresstoken", "junk", "Authorization", "Bearer " + token).body())
        .isEqualTo(INVALID);
  }

  @Test
  void a_scheme_in_the_contracts_own_header_is_no_token() {
    assertInvalid("Bearer " + token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic dGluYTp0aW5h", "OAuth x", "Bearer a b"})
  void other_schemes_are_no_token(String value) {
    assertThat(ask("Authorization", value).body()).isEqualTo(INVALID);
  }

  @Test
  void two_tokens_are_no_token() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(house.uri("/api/v1/sessions/current"))
            .header("uprogresstoken", token)
            .header("uprogresstoken", token);
    assertThat(house.send(request).body()).isEqualTo(INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uprogresstoken", "Authorization"})
  void an_empty_header_is_none(String header) {
    HttpResponse<String> answer = ask(header, "");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo(NOT_FOUND);
  }

  @Test
  void a_token_in_the_query_or_in_a_cookie_is_none() {
    assertThat(house.get("/api/v1/sessions/current?uprogresstoken=" + token).body())
        .isEqualTo(NOT_FOUND);
    assertThat(ask("Cookie", "uprogresstoken=" + token).body()).isEqualTo(NOT_FOUND);
  }

  static List<String> unsigned() {
    List<String> tokens = new ArrayList<>();
    String payload = token.split("\\.")[1];
    String signature = token.split("\\.")[2];
    for (String algorithm :
        List.of(
            "\"none\"",
            "\"None\"",
            "\"nOnE\"",
            "\"\"",
            "[\"HS256\"]",
            "null",
            "\"HS384\"",
            "\"RS256\"",
            "\"ES256\"",
            "\"hs256\"")) {
      String header = base64("{\"typ\":\"JWT\",\"alg\":" + algorithm + "}");
      tokens.add(header + "." + payload + ".");
      tokens.add(header + "." + payload);
      tokens.add(header + "." + payload + "." + signature);
    }
    tokens.add(base64("{\"typ\":\"JWT\"}") + "." + payload + "." + signature);
    tokens.add(token.split("\\.")[0] + "." + payload + ".");
    tokens.add(token.split("\\.")[0] + "." + payload);
    return tokens;
  }

  @ParameterizedTest
  @MethodSource("unsigned")
  void a_token_without_our_signature_is_invalid(String shown) {
    assertInvalid(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret", "-----BEGIN PUBLIC KEY-----", "\0"})
  void a_token_under_a_guessable_key_is_invalid(String key) throws GeneralSecurityException {
    String input = token.substring(0, token.lastIndexOf('.'));
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] bytes = key.isEmpty() ? new byte[32] : key.getBytes(StandardCharsets.UTF_8);
    mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
    byte[] code = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
    assertInvalid(input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(code));
  }

  @Test
  void the_originals_own_token_is_invalid() {
    assertInvalid(
        "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpZCI6MTA0OX0."
            + "B0X5T35HnHJ_2AxoKp6CeiTTq2n_lcoHc5X7hNGdFo0");
  }

  @Test
  void a_token_with_any_one_bit_flipped_is_invalid() {
    for (int at = 0; at < token.length(); at++) {
      int value = BASE64URL.indexOf(token.charAt(at));
      for (int bit = 0; value >= 0 && bit < 6; bit++) {
        String flipped =
            token.substring(0, at) + BASE64URL.charAt(value ^ 1 << bit) + token.substring(at + 1);
        HttpResponse<String> answer = client.current(flipped);
        assertThat(answer.statusCode()).as(flipped).isEqualTo(401);
      }
    }
  }

  @Test
  void a_part_of_a_token_is_invalid() {
    for (int end = 1; end < token.length(); end++) {
      assertThat(client.current(token.substring(0, end)).body()).isEqualTo(INVALID);
      assertThat(client.current(token.substring(end)).body()).isEqualTo(INVALID);
    }
  }

  @Test
  void a_token_has_one_spelling() {
    String[] parts = token.split("\\.");
    for (String other :
        List.of(
            token + "=",
            token + ".",
            token + "A",
            "." + token,
            parts[0] + "=." + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1] + "=." + parts[2],
            parts[0] + ". " + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1] + "." + parts[2].replace('-', '+').replace('_', '/') + "=",
            parts[0].toLowerCase(java.util.Locale.ROOT) + "." + parts[1] + "." + parts[2],
            "\"" + token + "\"",
            token + "," + token)) {
      assertInvalid(other);
    }
  }

  @Test
  void the_token_of_an_ended_session_finds_nobody_for_good() {
    String other = DeviceClient.token(client.signIn("tina", Map.of("app", "ended")));
    assertThat(client.end(token, DeviceClient.number(other)).statusCode()).isEqualTo(200);
    assertThat(client.current(other).statusCode()).isEqualTo(401);
    assertThat(client.current(other).body()).isEqualTo(NOT_FOUND);
    assertThat(client.authorizations(other).body()).isEqualTo("{\"error\":\"User not found\"}");
    String again = DeviceClient.token(client.signIn("tina", Map.of("app", "ended")));
    assertThat(again).isNotEqualTo(other);
    assertThat(client.current(other).body()).isEqualTo(NOT_FOUND);
    assertThat(client.current(again).statusCode()).isEqualTo(200);
  }

  @Test
  void no_secret_of_another_purpose_is_a_token() {
    client.restore("tina@mail.example");
    assertInvalid(String.valueOf(DeviceClient.number(token)));
    assertInvalid(
        String.valueOf(DeviceClient.object(client.restore("tina@mail.example")).get("token")));
    assertThat(client.reset(token, "Password125").body())
        .isEqualTo("{\"errors\":{\"token\":[\"Token is not valid\"]}}");
    assertThat(DeviceClient.token(client.signIn("tina", CHROME))).isEqualTo(token);
  }

  @Test
  void a_refusal_names_a_scheme_and_is_never_kept() {
    HttpResponse<String> answer = ask();
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  private static String text(String base64) {
    return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
