package dev.latchkey.wire.contract.privatetoken;

import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens sign in, and how they may be shown. */
class TokensTest {
  private static RunningHouse house;
  private static PrivateTokenClient client;
  private static String token;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new PrivateTokenClient(house);
    token = client.newToken("john");
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @ParameterizedTest
  @CsvSource({"GET, /api/v2/user", "PUT, /api/v2/user", "PUT, /api/v2/user/password"})
  void a_missing_token_is_refused(String method, String path) {
    assertUnauthorized(house.send(method, path, method.equals("GET") ? "" : "{}"), path);
  }

  @Test
  void a_flip_of_any_bit_is_refused() {
    byte[] bytes = token.getBytes(StandardCharsets.US_ASCII);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertRefused(new String(flipped, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void parts_and_extensions_are_refused() {
    for (int end = 0; end < token.length(); end++) {
      assertRefused(token.substring(0, end));
      assertRefused(token.substring(end + 1));
    }
    for (String extended :
        List.of(token + "=", token + "==", token + "A", "A" + token, token + token)) {
      assertRefused(extended);
    }
  }

  @Test
  void a_token_has_one_spelling() {
    List<String> spellings = new ArrayList<>();
    spellings.add(" " + token);
    spellings.add(token + " ");
    spellings.add(token + "\n");
    spellings.add(token.substring(0, 4) + " " + token.substring(4));
    spellings.add(token + "\u00a0");
    spellings.add("\"" + token + "\"");
    for (String spelling : spellings) {
      assertRefused(spelling);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "[\"TOKEN\"]", "{\"a\":\"TOKEN\"}", "\"\"", "\"  \"", "[]"})
  void a_parameter_that_is_no_filled_string_is_refused_even_beside_a_good_header(String value) {
    String body = "{\"private_token\":" + value.replace("TOKEN", token) + "}";

    assertUnauthorized(house.send("PUT", "/api/v2/user", body), body);
    assertUnauthorized(house.send("PUT", "/api/v2/user", body, "PRIVATE-TOKEN", token), body);
  }

  @Test
  void the_parameter_wins_over_the_header() {
    assertUnauthorized(
        house.get("/api/v2/user?private_token=wrong", "PRIVATE-TOKEN", token), "wrong parameter");
    assertThat(
            house.get("/api/v2/user?private_token=" + token, "PRIVATE-TOKEN", "wrong").statusCode())
        .isEqualTo(200);
    assertUnauthorized(
        house.get("/api/v2/user?private_token=", "PRIVATE-TOKEN", token), "empty parameter");
  }

  @Test
  void null_is_no_parameter() {
    assertThat(
            house
                .send("PUT", "/api/v2/user", "{\"private_token\":null}", "PRIVATE-TOKEN", token)
                .statusCode())
        .isEqualTo(200);
    assertUnauthorized(house.send("PUT", "/api/v2/user", "{\"private_token\":null}"), "null");
  }

  @Test
  void a_token_that_stands_twice_is_refused() {
    HttpResponse<String> inQueryTwice =
        house.get("/api/v2/user?private_token=" + token + "&private_token=" + token);
    HttpResponse<String> inQueryAndBody =
        house.send(
            "PUT", "/api/v2/user?private_token=" + token, "{\"private_token\":\"" + token + "\"}");
    HttpResponse<String> inTwoHeaders =
        house.send(
            HttpRequest.newBuilder(house.uri("/api/v2/user"))
                .header("PRIVATE-TOKEN", token)
                .header("PRIVATE-TOKEN", token));

    assertThat(inQueryTwice.statusCode()).isEqualTo(400);
    assertThat(inQueryAndBody.statusCode()).isEqualTo(400);
    assertThat(inTwoHeaders.statusCode()).isEqualTo(400);
  }

  @Test
  void a_very_long_token_is_refused() {
    assertUnauthorized(client.user("a".repeat(4096)), "4 KiB");
  }

  @Test
  void a_cookie_and_other_headers_are_no_token() {
    assertUnauthorized(house.get("/api/v2/user", "Cookie", "private_token=" + token), "cookie");
    assertUnauthorized(house.get("/api/v2/user", "Authorization", "Bearer " + token), "bearer");
    assertUnauthorized(house.get("/api/v2/user", "X-PRIVATE-TOKEN", token), "X-");
  }

  static Stream<Door> otherDoors() {
    return Doors.ALL.stream().filter(door -> !door.contract().equals(PrivateTokenContract.NAME));
  }

  @ParameterizedTest
  @MethodSource("otherDoors")
  void a_token_of_another_door_is_refused(Door door) {
    Person person = Person.fresh();
    door.signUp(house, person);
    String[] key = door.enter(house, person);

    assertThat(door.knows(house, key)).isTrue();
    assertRefused(key[1]);
    assertRefused(key[1].substring(key[1].indexOf(' ') + 1));
  }

  @Test
  void an_account_of_another_door_signs_in_here() {
    house.post(
        "/sign-up",
        "{\"username\":\"Visitor\",\"password\":\"pw\","
            + "\"client_id\":\"zpjfcgu8nqgrpwlsau30ycpl2mc9ox\"}");

    HttpResponse<String> answer = client.signIn("visitor", "pw");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"username\":\"Visitor\",\"email\":null,\"fullname\":\"Visitor\"");
    assertThat(client.user(token(answer)).body()).isEqualTo(answer.body());
  }

  private static void assertRefused(String shown) {
    String encoded = URLEncoder.encode(shown, StandardCharsets.UTF_8);

    assertUnauthorized(house.get("/api/v2/user?private_token=" + encoded), shown);
  }

  private static void assertUnauthorized(HttpResponse<String> answer, String shown) {
    assertThat(answer.statusCode()).as(shown).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"message\":\"401 Unauthorized\"}");
  }
}
