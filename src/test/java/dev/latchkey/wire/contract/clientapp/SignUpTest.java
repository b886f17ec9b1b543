package dev.latchkey.wire.contract.clientapp;

import static dev.latchkey.wire.contract.clientapp.AppClient.json;
import static dev.latchkey.wire.contract.clientapp.AppClient.token;
import static dev.latchkey.wire.contract.clientapp.AppClient.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.client.Client;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of sign-up, and of which client may ask. */
class SignUpTest {
  private static RunningHouse house;
  private static AppClient client;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new AppClient(house);
    register("elsewhere", new RealmName("elsewhere"), null);
    register("confidential", RealmName.MAIN, "the-secret");
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"username", "password", "client_id"})
  void a_missing_parameter_is_named(String name) {
    Map<String, @Nullable Object> nothing = new HashMap<>();
    nothing.put(name, null);
    Map<String, @Nullable Object> empty = new HashMap<>();
    empty.put(name, "");

    for (Map<String, @Nullable Object> change : List.of(nothing, empty)) {
      HttpResponse<String> answer = house.post("/sign-up", body(change));

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .isEqualTo(
              "{\"error\":\"invalid_request\","
                  + "\"error_description\":\"Missing required parameter "
                  + name
                  + "\"}");
    }
  }

  @Test
  void an_empty_body_misses_the_first_parameter() {
    HttpResponse<String> answer = house.post("/sign-up", "");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Missing required parameter username");
  }

  @Test
  void an_unknown_client_is_refused() {
    HttpResponse<String> answer = house.post("/sign-up", body(Map.of("client_id", "unknown")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"invalid_client\",\"error_description\":\"Unknown client ID unknown\"}");
  }

  @Test
  void a_client_id_is_compared_exactly_and_said_again_harmlessly() {
    for (String id :
        List.of(
            AppClient.DOCUMENTED.toUpperCase(java.util.Locale.ROOT), AppClient.DOCUMENTED + " ")) {
      assertThat(house.post("/sign-up", body(Map.of("client_id", id))).body())
          .contains("invalid_client");
    }
    HttpResponse<String> answer =
        house.post("/sign-up", body(Map.of("client_id", "<script>" + "x".repeat(5000))));

    assertThat(answer.body()).contains("Unknown client ID ?script?x").hasSizeLessThan(200);
  }

  @Test
  void a_taken_username_is_told_whatever_its_case() {
    client.signUp("Taken");

    HttpResponse<String> answer = client.signUp("taken");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"invalid_request\","
                + "\"error_description\":\"Parameter username has already been taken\","
                + "\"errors\":{\"username\":[\"has already been taken\"]}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"   ", "a\nb", "a\u0007b", "zero\u200bwidth", "x\u202ey"})
  void a_username_without_visible_characters_or_with_invisible_ones_is_refused(String username) {
    HttpResponse<String> answer = client.signUp(username);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("\"errors\":{\"username\":[\"");
  }

  @Test
  void a_username_has_at_most_254_characters() {
    assertThat(client.signUp("x".repeat(254)).statusCode()).isEqualTo(200);
    HttpResponse<String> answer = client.signUp("x".repeat(255));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("is too long (maximum is 254 characters)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"any combination!", "用户", "a", "o'brien <x>", "😀"})
  void any_other_username_is_taken_as_it_is(String username) {
    HttpResponse<String> answer = client.signUp(username);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(user(answer)).containsEntry("username", username);
    assertThat(client.grant(username, AppClient.PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void a_username_of_the_form_of_an_address_becomes_the_address_too() {
    assertThat(user(client.signUp("joe@example.com"))).containsEntry("email", "joe@example.com");
  }

  @Test
  void a_password_is_taken_exactly_and_bounded() {
    assertThat(house.post("/sign-up", body(Map.of("password", "é".repeat(2049)))).body())
        .contains("\"errors\":{\"password\":[\"is too long (maximum is 4096 bytes)\"]}");
    assertThat(
            house
                .post("/sign-up", body(Map.of("username", "spaced", "password", " p ")))
                .statusCode())
        .isEqualTo(200);
    assertThat(client.grant("spaced", "p").statusCode()).isEqualTo(400);
    assertThat(client.grant("spaced", " p ").statusCode()).isEqualTo(200);
  }

  @Test
  void fields_of_the_server_are_passed_over() {
    HttpResponse<String> answer =
        house.post(
            "/sign-up",
            body(
                Map.of(
                    "username",
                    "humble",
                    "id",
                    1,
                    "role",
                    "admin",
                    "email",
                    "a@b.example",
                    "access_token",
                    "chosen",
                    "created_at",
                    "1999")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(user(answer))
        .containsEntry("role", null)
        .containsEntry("email", null)
        .doesNotContainEntry("id", 1L);
    assertThat(token(answer)).isNotEqualTo("chosen");
  }

  @Test
  void a_client_of_another_realm_has_other_users() {
    AppClient other = new AppClient(house, "elsewhere");
    Object here = user(client.signUp("twice")).get("id");

    HttpResponse<String> there = other.signUp("twice");

    assertThat(there.statusCode()).isEqualTo(200);
    assertThat(user(there)).containsEntry("client_id", "elsewhere").doesNotContainEntry("id", here);
    client.signUp("only_here");
    assertThat(other.grant("only_here", AppClient.PASSWORD).body()).contains("invalid_grant");
  }

  @Test
  void a_secret_that_a_public_client_sends_is_passed_over() {
    assertThat(
            house
                .post(
                    "/sign-up", body(Map.of("username", "public_one", "client_secret", "anything")))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_secret_that_a_confidential_client_sends_must_match() {
    HttpResponse<String> wrong =
        house.post(
            "/sign-up", body(Map.of("client_id", "confidential", "client_secret", "the-Secret")));
    HttpResponse<String> right =
        house.post(
            "/sign-up",
            body(
                Map.of(
                    "username",
                    "trusted",
                    "client_id",
                    "confidential",
                    "client_secret",
                    "the-secret")));

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(json(wrong))
        .containsEntry("error", "invalid_client")
        .containsEntry("error_description", "Parameter client_secret does not match");
    assertThat(right.statusCode()).isEqualTo(200);
  }

  private static void register(String id, RealmName realm, @Nullable String secret) {
    Client client =
        new Client(id, realm, id, secret == null ? null : Digests.lookup(secret), Instant.EPOCH);
    house.house().ports().transactions().run(() -> house.house().ports().clients().add(client));
  }

  private static String body(Map<String, ? extends @Nullable Object> changes) {
    Map<String, @Nullable Object> body = new HashMap<>();
    body.put("username", "somebody");
    body.put("password", AppClient.PASSWORD);
    body.put("client_id", AppClient.DOCUMENTED);
    body.putAll(changes);
    return Json.write(body);
  }
}
