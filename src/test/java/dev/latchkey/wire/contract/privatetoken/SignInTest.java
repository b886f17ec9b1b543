package dev.latchkey.wire.contract.privatetoken;

import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.errors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of sign-in. */
class SignInTest {
  private static RunningHouse house;
  private static PrivateTokenClient client;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new PrivateTokenClient(house);
    client.signUp("john");
    client.signUp("first");
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void a_wrong_password_is_refused_in_the_words_of_the_original() {
    HttpResponse<String> answer = client.signIn("john", "wrong-password");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"errors\":[\"帐号或者密码错误\"]}");
    assertThat(answer.headers().allValues("Content-Type"))
        .containsExactly("application/json; charset=utf-8");
  }

  @Test
  void an_unknown_name_is_answered_like_a_wrong_password() {
    HttpResponse<String> known = client.signIn("john", "wrong-password");
    HttpResponse<String> unknown = client.signIn("nobody", "wrong-password");

    assertThat(unknown.statusCode()).isEqualTo(known.statusCode());
    assertThat(unknown.body()).isEqualTo(known.body());
    assertThat(stable(unknown)).isEqualTo(stable(known));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"password\":\"test1234\"}",
        "{\"login\":null,\"password\":\"test1234\"}",
        "{\"login\":\"\",\"password\":\"test1234\"}",
        "{\"login\":\"  \",\"email\":\"\",\"username\":null,\"password\":\"test1234\"}"
      })
  void nobody_signs_in_without_a_name_even_with_the_password_of_the_first_account(String body) {
    HttpResponse<String> answer = house.post("/sign_in", body);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(errors(answer)).containsExactly("帐号不能为空");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"login\":\"john\"}",
        "{\"login\":\"john\",\"password\":null}",
        "{\"login\":\"john\",\"password\":\"\"}"
      })
  void nobody_signs_in_without_a_password(String body) {
    HttpResponse<String> answer = house.post("/sign_in", body);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(errors(answer)).containsExactly("密码不能为空");
  }

  @Test
  void the_name_may_stand_under_three_keys() {
    for (String key : List.of("login", "email", "username")) {
      for (String name : List.of("john", "john@example.com")) {
        HttpResponse<String> answer =
            house.post("/sign_in", "{\"" + key + "\":\"" + name + "\",\"password\":\"test1234\"}");

        assertThat(answer.statusCode()).as(key + " " + name).isEqualTo(200);
      }
    }
  }

  @Test
  void login_wins_over_email_and_email_over_username() {
    assertThat(
            house
                .post(
                    "/sign_in",
                    "{\"username\":\"first\",\"email\":\"john@example.com\",\"password\":\"test1234\"}")
                .body())
        .contains("\"username\":\"john\"");
    assertThat(
            house
                .post(
                    "/sign_in",
                    "{\"username\":\"first\",\"login\":\"john\",\"password\":\"test1234\"}")
                .body())
        .contains("\"username\":\"john\"");
  }

  @Test
  void login_and_email_that_differ_are_refused() {
    HttpResponse<String> differing =
        house.post(
            "/sign_in",
            "{\"login\":\"john\",\"email\":\"first@example.com\",\"password\":\"test1234\"}");
    HttpResponse<String> same =
        house.post(
            "/sign_in",
            "{\"login\":\"JOHN@example.com\",\"email\":\"john@Example.com\","
                + "\"password\":\"test1234\"}");

    assertThat(differing.statusCode()).isEqualTo(422);
    assertThat(same.statusCode()).isEqualTo(200);
  }

  @Test
  void a_password_is_never_trimmed_or_folded() {
    assertThat(client.signIn("john", " test1234").statusCode()).isEqualTo(401);
    assertThat(client.signIn("john", "test1234 ").statusCode()).isEqualTo(401);
    assertThat(client.signIn("john", "TEST1234").statusCode()).isEqualTo(401);
  }

  @Test
  void guessing_is_throttled_alike_for_known_and_unknown_names_and_time_heals_it() {
    BudgetSettings tight = new BudgetSettings(3, Duration.ofMinutes(10), 1200, 600, 10, 600);
    try (RunningHouse small = RunningHouse.start(settings -> settings.withBudgets(tight))) {
      PrivateTokenClient guesser = new PrivateTokenClient(small);
      guesser.signUp("john");
      for (int i = 0; i < 3; i++) {
        assertThat(guesser.signIn("john", "wrong-password").statusCode()).isEqualTo(401);
        assertThat(guesser.signIn("nobody", "wrong-password").statusCode()).isEqualTo(401);
      }

      HttpResponse<String> known = guesser.signIn("John@example.com", "test1234");
      HttpResponse<String> unknown = guesser.signIn("Nobody", "test1234");

      assertThat(known.statusCode()).isEqualTo(429);
      assertThat(known.body()).isEqualTo("{\"errors\":[\"操作过于频繁，请稍后再试\"]}");
      assertThat(unknown.body()).isEqualTo(known.body());
      assertThat(stable(unknown)).isEqualTo(stable(known)).containsKey("retry-after");

      small.clock().advance(Duration.ofMinutes(10));
      assertThat(guesser.signIn("john", "test1234").statusCode()).isEqualTo(200);
    }
  }

  private static Map<String, List<String>> stable(HttpResponse<String> answer) {
    Map<String, List<String>> headers = new java.util.TreeMap<>(answer.headers().map());
    headers.remove("date");
    headers.remove("x-request-id");
    return headers;
  }
}
