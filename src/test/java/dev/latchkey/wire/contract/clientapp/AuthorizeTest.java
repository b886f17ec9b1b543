package dev.latchkey.wire.contract.clientapp;

import static dev.latchkey.wire.contract.clientapp.AppClient.token;
import static dev.latchkey.wire.contract.clientapp.AppClient.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the password grant. */
class AuthorizeTest {
  private static RunningHouse house;
  private static AppClient client;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new AppClient(house);
    client.signUp("joe");
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void a_wrong_password_is_refused_in_the_words_of_the_original() {
    HttpResponse<String> answer = client.grant("joe", "wrong");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"invalid_grant\","
                + "\"error_description\":\"The access grant you supplied is invalid\"}");
    assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
  }

  @Test
  void an_unknown_name_is_answered_like_a_wrong_password() {
    HttpResponse<String> known = client.grant("joe", "wrong");
    HttpResponse<String> unknown = client.grant("nobody", "wrong");

    assertThat(unknown.statusCode()).isEqualTo(known.statusCode());
    assertThat(unknown.body()).isEqualTo(known.body());
    assertThat(stable(unknown)).isEqualTo(stable(known));
  }

  @ParameterizedTest
  @ValueSource(strings = {"username", "password", "client_id", "grant_type"})
  void a_missing_parameter_is_named(String name) {
    HttpResponse<String> answer = house.post("/oauth/authorize", body(Map.of(name, "")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"invalid_request\","
                + "\"error_description\":\"Missing required parameter "
                + name
                + "\"}");
  }

  @Test
  void another_grant_is_not_recognized() {
    HttpResponse<String> answer =
        house.post("/oauth/authorize", body(Map.of("grant_type", "authorization_code")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"unsupported_grant_type\","
                + "\"error_description\":\"The grant type authorization_code is not recognized\"}");
  }

  @Test
  void an_unknown_client_is_refused_before_any_password_is_judged() {
    assertThat(house.post("/oauth/authorize", body(Map.of("client_id", "unknown"))).body())
        .contains("\"error\":\"invalid_client\"");
  }

  @Test
  void every_grant_opens_a_session_of_its_own() {
    HttpResponse<String> up = client.signUp("several");
    String first = token(client.grant("several", AppClient.PASSWORD));
    String second = token(client.grant("several", AppClient.PASSWORD));
    Object number = user(up).get("id");

    assertThat(List.of(token(up), first, second)).doesNotHaveDuplicates();
    for (String token : List.of(token(up), first, second)) {
      assertThat(client.user(number, token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void guessing_is_throttled_alike_for_known_and_unknown_names_and_time_heals_it() {
    BudgetSettings tight = new BudgetSettings(3, Duration.ofMinutes(10), 1200, 600, 10, 600);
    try (RunningHouse small = RunningHouse.start(settings -> settings.withBudgets(tight))) {
      AppClient guesser = new AppClient(small);
      guesser.signUp("joe");
      for (int i = 0; i < 3; i++) {
        assertThat(guesser.grant("joe", "wrong").statusCode()).isEqualTo(400);
        assertThat(guesser.grant("nobody", "wrong").statusCode()).isEqualTo(400);
      }

      HttpResponse<String> known = guesser.grant("Joe", AppClient.PASSWORD);
      HttpResponse<String> unknown = guesser.grant("Nobody", AppClient.PASSWORD);

      assertThat(known.statusCode()).isEqualTo(429);
      assertThat(known.body()).contains("\"error\":\"temporarily_unavailable\"");
      assertThat(unknown.body()).isEqualTo(known.body());
      assertThat(stable(unknown)).isEqualTo(stable(known)).containsKey("retry-after");

      small.clock().advance(Duration.ofMinutes(10));
      assertThat(guesser.grant("joe", AppClient.PASSWORD).statusCode()).isEqualTo(200);
    }
  }

  private static Map<String, List<String>> stable(HttpResponse<String> answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers.remove("date");
    headers.remove("x-request-id");
    headers.remove("x-runtime");
    return headers;
  }

  private static String body(Map<String, ? extends @Nullable Object> changes) {
    Map<String, @Nullable Object> body = new HashMap<>();
    body.put("username", "joe");
    body.put("password", AppClient.PASSWORD);
    body.put("grant_type", "password");
    body.put("client_id", AppClient.DOCUMENTED);
    body.putAll(changes);
    return Json.write(body);
  }
}
