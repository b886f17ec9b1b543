package dev.latchkey.wire.contract.devicesessions;

import static dev.latchkey.wire.contract.devicesessions.DeviceClient.CHROME;
import static dev.latchkey.wire.contract.devicesessions.DeviceClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeviceSessionsUserTest {
  private static RunningHouse house;
  private static DeviceClient client;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new DeviceClient(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  private static String path(String token) {
    return "/api/v1/users/" + client.account(token);
  }

  private static Map<String, Object> profile(String email) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("email", email);
    fields.put("first_name", "Ulla");
    fields.put("last_name", "Uhl");
    return fields;
  }

  @Test
  void the_owner_changes_the_profile() {
    String token = DeviceClient.token(client.signUp("ulla"));
    Map<String, Object> fields = profile("ulla@mail.example");
    fields.put("description", "\"quoted\" \\ and\nbroken");
    fields.put("location", "Köln");
    HttpResponse<String> answer = client.put(path(token), token, fields);
    assertThat(answer.statusCode()).isEqualTo(200);
    Map<?, ?> user = DeviceClient.currentUser(answer);
    assertThat(user.get("first_name")).isEqualTo("Ulla");
    assertThat(user.get("last_name")).isEqualTo("Uhl");
    assertThat(user.get("description")).isEqualTo("\"quoted\" \\ and\nbroken");
    assertThat(user.get("location")).isEqualTo("Köln");
    assertThat(client.current(token).body()).isEqualTo(answer.body());
  }

  @Test
  void what_is_not_sent_stays_and_null_clears() {
    String token = DeviceClient.token(client.signUp("nils"));
    Map<String, Object> fields = profile("nils@mail.example");
    fields.put("description", "told");
    fields.put("location", "here");
    client.put(path(token), token, fields);
    Map<String, Object> less = profile("nils@mail.example");
    less.put("location", null);
    assertThat(client.put(path(token), token, less).body())
        .contains("\"description\":\"told\",\"location\":null");
  }

  @Test
  void names_and_address_are_required() {
    String token = DeviceClient.token(client.signUp("rita"));
    assertThat(client.put(path(token), token, Map.of("first_name", " ")).body())
        .isEqualTo(
            "{\"errors\":{\"email\":[\"can't be blank\",\"is invalid\"],"
                + "\"first_name\":[\"can't be blank\"],\"last_name\":[\"can't be blank\"]}}");
  }

  @Test
  void texts_that_cannot_be_kept_are_told() {
    String token = DeviceClient.token(client.signUp("zoe"));
    Map<String, Object> fields = profile("zoe@mail.example");
    fields.put("description", "x".repeat(2001));
    fields.put("location", List.of("a"));
    assertThat(DeviceClient.errors(client.put(path(token), token, fields)))
        .containsEntry("description", List.of("is too long (maximum is 2000 characters)"))
        .containsEntry("location", List.of("is invalid"));
  }

  @Test
  void a_new_address_signs_in_and_the_old_one_does_not() {
    String token = DeviceClient.token(client.signUp("mover"));
    HttpResponse<String> answer = client.put(path(token), token, profile("Moved@mail.example"));
    assertThat(answer.body()).contains("\"email\":\"moved@mail.example\"");
    assertThat(client.signIn("moved@mail.example", PASSWORD, CHROME).statusCode()).isEqualTo(200);
    assertThat(client.signIn("mover@mail.example", PASSWORD, CHROME).statusCode()).isEqualTo(422);
  }

  @Test
  void somebody_elses_address_is_taken() {
    DeviceClient.token(client.signUp("first"));
    String token = DeviceClient.token(client.signUp("second"));
    HttpResponse<String> answer = client.put(path(token), token, profile("FIRST@mail.example"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo("{\"errors\":{\"email\":[\" email already taken\"]}}");
    assertThat(client.current(token).body()).contains("\"first_name\":null");
  }

  @Test
  void only_the_owner_changes_a_profile() {
    String victim = DeviceClient.token(client.signUp("owner"));
    String token = DeviceClient.token(client.signUp("intruder"));
    HttpResponse<String> foreign = client.put(path(victim), token, profile("evil@mail.example"));
    HttpResponse<String> unknown =
        client.put("/api/v1/users/2000000000", token, profile("evil@mail.example"));
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo("{\"error\":\"User not found\"}");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).isEqualTo(foreign.body());
    assertThat(client.current(victim).body()).contains("owner@mail.example");
    assertThat(house.send("PUT", path(victim), "{}").statusCode()).isEqualTo(401);
  }
}
