package dev.latchkey.wire.contract.clientapp;

import static dev.latchkey.wire.contract.clientapp.AppClient.token;
import static dev.latchkey.wire.contract.clientapp.AppClient.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The own user as the route that checks a token. */
class UserTest {
  private static RunningHouse house;
  private static AppClient client;
  private static String token;
  private static String own;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new AppClient(house);
    HttpResponse<String> up = client.signUp("joe");
    token = token(up);
    own = "/users/" + user(up).get("id");
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"OAuth", "Bearer", "oauth", "BEARER"})
  void the_token_is_taken_under_two_schemes(String scheme) {
    HttpResponse<String> answer = house.get(own, "Authorization", scheme + " " + token);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(user(answer)).containsEntry("username", "joe").containsEntry("password", null);
    assertThat(answer.headers().allValues("ETag"))
        .containsExactly(ClientAppJson.etag(answer.body()));
  }

  @Test
  void without_a_token_the_challenge_names_no_error() {
    for (HttpResponse<String> answer :
        List.of(
            house.get(own),
            house.get(own, "Authorization", "Basic am9lOnBhc3N3b3Jk"),
            house.get(own, "Authorization", token),
            house.get(own, "Cookie", "access_token=" + token))) {
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().allValues("WWW-Authenticate"))
          .containsExactly("OAuth realm='App'");
      assertThat(answer.body()).contains("\"error\":\"unauthorized\"");
    }
  }

  @Test
  void a_wrong_token_is_refused() {
    assertInvalid(house.get(own, "Authorization", "OAuth wrong"), "wrong");
    assertInvalid(house.get(own, "Authorization", "OAuth " + "a".repeat(4096)), "4 KiB");
  }

  @Test
  void a_flip_of_any_bit_is_refused() {
    byte[] bytes = token.getBytes(StandardCharsets.US_ASCII);
    int tried = 0;
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      // What no header may hold cannot be shown as a token at all.
      if (flipped[bit / 8] > ' ' && flipped[bit / 8] < 0x7f) {
        String shown = new String(flipped, StandardCharsets.US_ASCII);
        assertInvalid(house.get(own, "Authorization", "OAuth " + shown), shown);
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(bytes.length * 4);
  }

  @Test
  void parts_extensions_and_other_spellings_are_refused() {
    for (int end = 1; end < token.length(); end++) {
      assertInvalid(house.get(own, "Authorization", "OAuth " + token.substring(0, end)), "prefix");
      assertInvalid(house.get(own, "Authorization", "OAuth " + token.substring(end)), "suffix");
    }
    for (String other :
        List.of(
            token + "0",
            "0" + token,
            "00" + token,
            token.toUpperCase(java.util.Locale.ROOT),
            "\"" + token + "\"",
            token + "," + token,
            token + " " + token)) {
      assertInvalid(house.get(own, "Authorization", "OAuth " + other), other);
    }
  }

  @Test
  void another_number_is_refused_alike_whether_or_not_somebody_has_it() {
    Object other = user(client.signUp("other")).get("id");

    HttpResponse<String> somebody = client.user(other, token);
    HttpResponse<String> nobody = client.user(2_000_000_000, token);
    HttpResponse<String> nothing = client.user("me", token);

    for (HttpResponse<String> answer : List.of(somebody, nobody, nothing)) {
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.headers().allValues("WWW-Authenticate"))
          .containsExactly("OAuth realm='App', error='insufficient_scope'");
      assertThat(answer.body()).isEqualTo(somebody.body()).doesNotContain("other\"");
    }
  }

  @Test
  void a_token_in_the_query_is_refused_unless_it_is_allowed() {
    assertThat(house.get(own + "?oauth_token=" + token).statusCode()).isEqualTo(400);
    assertThat(house.get(own + "?access_token=" + token).statusCode()).isEqualTo(400);
  }

  @Test
  void a_token_that_stands_twice_is_refused() {
    HttpResponse<String> answer =
        house.send(
            HttpRequest.newBuilder(house.uri(own))
                .header("Authorization", "OAuth " + token)
                .header("Authorization", "OAuth " + token));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"error\":\"invalid_request\"");
  }

  static Stream<Door> otherDoors() {
    return Doors.ALL.stream().filter(door -> !door.contract().equals(ClientAppContract.NAME));
  }

  @ParameterizedTest
  @MethodSource("otherDoors")
  void a_token_of_another_door_is_refused(Door door) {
    Person person = Person.fresh();
    door.signUp(house, person);
    String[] key = door.enter(house, person);
    String shown = key[1].substring(key[1].indexOf(' ') + 1);

    assertThat(door.knows(house, key)).isTrue();
    assertInvalid(house.get(own, "Authorization", "OAuth " + shown), door.contract());
    assertInvalid(house.get(own, "Authorization", "Bearer " + shown), door.contract());
  }

  @Test
  void an_account_of_another_door_signs_in_here() {
    house.post(
        "/sign_up",
        "{\"username\":\"visitor\",\"email\":\"visitor@example.com\",\"password\":\"test1234\","
            + "\"password_confirmation\":\"test1234\"}");

    HttpResponse<String> granted = client.grant("Visitor@example.com", "test1234");

    assertThat(granted.statusCode()).isEqualTo(200);
  }

  @Test
  void what_the_client_has_already_is_not_sent_again() {
    HttpResponse<String> first = house.get(own, "Authorization", "OAuth " + token);
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again =
        house.get(own, "Authorization", "OAuth " + token, "If-None-Match", "\"x\", W/" + tag);
    HttpResponse<String> stranger = house.get(own, "If-None-Match", tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().allValues("ETag")).containsExactly(tag);
    assertThat(stranger.statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sign-up", "/oauth/authorize", "/users/100"})
  void a_preflight_is_answered_on_every_path(String path) {
    HttpResponse<String> answer =
        house.send(
            "OPTIONS",
            path,
            "",
            "Origin",
            "http://a.example",
            "Access-Control-Request-Method",
            "POST");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
    assertThat(answer.headers().allValues("Access-Control-Allow-Methods"))
        .containsExactly("POST, PUT, DELETE, GET, OPTIONS");
    assertThat(answer.headers().allValues("Access-Control-Allow-Headers"))
        .containsExactly(
            "Origin, X-Requested-With, Content-Type, Accept, Authorization, Content-Disposition");
    assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-credentials");
  }

  private static void assertInvalid(HttpResponse<String> answer, String shown) {
    assertThat(answer.statusCode()).as(shown).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly("OAuth realm='App', error='invalid_token'");
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"invalid_token\",\"error_description\":\"The access token is not"
                + " valid\"}");
  }
}
