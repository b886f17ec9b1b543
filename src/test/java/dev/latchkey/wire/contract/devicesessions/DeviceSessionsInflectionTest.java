package dev.latchkey.wire.contract.devicesessions;

import static dev.latchkey.wire.contract.devicesessions.DeviceClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spelling of keys, and access from other origins: what clients in browsers need. */
class DeviceSessionsInflectionTest {
  private static RunningHouse house;
  private static DeviceClient client;
  private static String token;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new DeviceClient(house);
    token = DeviceClient.token(client.signUp("webb"));
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @ParameterizedTest
  @CsvSource({
    "X-Key-Inflection,camel,currentUser,firstName",
    "X-Key-Inflection,dash,current-user,first-name",
    "Key-Inflection,pascal,CurrentUser,FirstName",
    "Key-Inflection,snake,current_user,first_name",
    "Key-Inflection,camel,currentUser,firstName",
    "X-Key-Inflection,SHOUT,current_user,first_name",
  })
  void keys_of_answers_are_spelt_as_asked(String header, String word, String outer, String inner) {
    HttpResponse<String> answer =
        house.get("/api/v1/sessions/current", "uprogresstoken", token, header, word);
    assertThat(DeviceClient.object(answer)).containsOnlyKeys(outer);
    Map<?, ?> user = (Map<?, ?>) DeviceClient.member(DeviceClient.object(answer), outer);
    assertThat(user.keySet()).hasSize(8);
    assertThat(user.containsKey(inner)).isTrue();
  }

  @Test
  void keys_of_requests_are_read_in_any_spelling() {
    for (String body :
        List.of(
            "{\"user\":{\"email\":\"webb@mail.example\",\"password\":\"Password123\","
                + "\"authorization\":{\"appName\":\"spa\",\"platformVersion\":\"1\"}}}",
            "{\"user\":{\"email\":\"webb@mail.example\",\"password\":\"Password123\","
                + "\"authorization\":{\"app-name\":\"spa\",\"platform-version\":\"1\"}}}",
            "{\"User\":{\"Email\":\"webb@mail.example\",\"Password\":\"Password123\","
                + "\"Authorization\":{\"AppName\":\"spa\",\"PlatformVersion\":\"1\"}}}")) {
      HttpResponse<String> answer =
          house.post("/api/v1/sessions", body, "X-Key-Inflection", "camel");
      String signed = DeviceClient.token(answer);
      assertThat(client.authorizations(signed).body()).contains("\"app_name\":\"spa\"");
    }
  }

  @Test
  void keys_of_requests_stay_as_they_are_unless_an_inflection_is_asked_for() {
    HttpResponse<String> answer =
        house.post(
            "/api/v1/sessions",
            "{\"User\":{\"email\":\"webb@mail.example\",\"password\":\"Password123\"}}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(DeviceClient.errors(answer)).containsOnlyKeys("email", "password", "authorization");
  }

  @Test
  void keys_of_forms_stay_as_they_are() {
    HttpResponse<String> answer =
        house.post(
            "/api/v1/sessions/restore_password",
            "user[Email]=webb%40mail.example",
            "Content-Type",
            "application/x-www-form-urlencoded",
            "X-Key-Inflection",
            "camel");
    assertThat(answer.statusCode()).isEqualTo(422);
  }

  @Test
  void keys_of_errors_are_spelt_as_asked() {
    HttpResponse<String> answer =
        house.post(
            "/api/v1/registrations",
            "{\"user\":{\"passwordConfirmation\":\"other\"}}",
            "X-Key-Inflection",
            "camel");
    assertThat(DeviceClient.errors(answer))
        .containsEntry("passwordConfirmation", List.of("doesn't match Password"));
  }

  @Test
  void two_spellings_of_one_key_are_refused() {
    HttpResponse<String> answer =
        house.post(
            "/api/v1/sessions",
            "{\"user\":{\"email\":\"webb@mail.example\",\"Email\":\"other@mail.example\"}}",
            "X-Key-Inflection",
            "camel");
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void rows_and_refusals_are_spelt_as_asked() {
    HttpResponse<String> rows =
        house.get("/api/v1/authorizations", "uprogresstoken", token, "X-Key-Inflection", "camel");
    assertThat(DeviceClient.rows(rows).getFirst()).containsKeys("lastSignInAt", "userId", "id");
    HttpResponse<String> nobody = house.get("/api/v1/sessions/current", "Key-Inflection", "pascal");
    assertThat(nobody.body()).isEqualTo("{\"User\":null,\"Error\":\"User not found\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/sessions",
        "/api/v1/sessions/current",
        "/api/v1/registrations",
        "/api/v1/sessions/restore_password",
        "/api/v1/sessions/reset_password",
        "/api/v1/users/change_password",
        "/api/v1/users/100",
        "/api/v1/authorizations",
        "/api/v1/authorizations/1"
      })
  void a_browser_anywhere_may_ask(String path) {
    HttpResponse<String> answer =
        house.send(
            HttpRequest.newBuilder(house.uri(path))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "PUT")
                .header(
                    "Access-Control-Request-Headers",
                    "content-type, uprogresstoken, x-key-inflection"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
        .contains("content-type, uprogresstoken, x-key-inflection");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
        .contains("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
  }

  @Test
  void every_answer_may_be_read_from_anywhere_and_none_with_credentials() {
    for (HttpResponse<String> answer :
        List.of(
            client.current(token),
            client.current("junk"),
            client.signIn("webb@mail.example", PASSWORD, Map.of()),
            house.post("/api/v1/sessions", "{"),
            house.get("/api/v1/sessions"))) {
      assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    }
  }
}
