package dev.latchkey.wire.contract.devicesessions;

import static dev.latchkey.wire.contract.devicesessions.DeviceClient.CHROME;
import static dev.latchkey.wire.contract.devicesessions.DeviceClient.registration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceSessionsRegistrationTest {
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

  private static HttpResponse<String> register(Map<String, Object> fields) {
    return house.post("/api/v1/registrations", DeviceClient.user(fields));
  }

  private static HttpResponse<String> registerWith(String field, Object value) {
    Map<String, Object> fields = registration("x" + System.nanoTime() + "@mail.example", "nobody");
    fields.put(field, value);
    return register(fields);
  }

  @Test
  void a_registration_signs_in_at_once() {
    HttpResponse<String> answer = client.signUp("boris");
    assertThat(answer.statusCode()).isEqualTo(200);
    String token = DeviceClient.token(answer);
    assertThat(client.current(token).statusCode()).isEqualTo(200);
    assertThat(DeviceClient.token(client.signIn("boris", CHROME))).isEqualTo(token);
  }

  @Test
  void email_and_nick_are_kept_in_the_contracts_spelling() {
    String token =
        DeviceClient.token(client.signUp(" Vadim.S@Mail.Example ", " Вадим.Sokoltsov-X "));
    assertThat(client.current(token).body())
        .contains("\"email\":\"vadim.s@mail.example\",\"nick\":\"vadim_sokoltsov_x\"");
  }

  @Test
  void a_taken_email_and_a_taken_nick_are_told() {
    DeviceClient.token(client.signUp("taken"));
    HttpResponse<String> email = client.signUp("TAKEN@mail.example", "untaken");
    assertThat(email.statusCode()).isEqualTo(422);
    assertThat(email.body()).isEqualTo("{\"errors\":{\"email\":[\" email already taken\"]}}");
    HttpResponse<String> nick = client.signUp("untaken@mail.example", "Taken");
    assertThat(nick.statusCode()).isEqualTo(422);
    assertThat(nick.body()).isEqualTo("{\"errors\":{\"nick\":[\" nick already taken\"]}}");
    assertThat(client.signIn("untaken", CHROME).statusCode()).isEqualTo(422);
  }

  @Test
  void nothing_at_all_has_all_errors_at_once() {
    assertThat(house.post("/api/v1/registrations", "{\"user\":{}}").body())
        .isEqualTo(
            "{\"errors\":{\"email\":[\"can't be blank\",\"is invalid\"],"
                + "\"password\":[\"can't be blank\",\"is too short (minimum is 6 characters)\"],"
                + "\"nick\":[\"can't be blank\"],"
                + "\"authorization\":[\"can't be blank\"]}}");
  }

  @Test
  void a_confirmation_that_differs_is_told() {
    assertThat(registerWith("password_confirmation", "Password124").body())
        .isEqualTo("{\"errors\":{\"password_confirmation\":[\"doesn't match Password\"]}}");
    assertThat(registerWith("password_confirmation", "").body()).contains("doesn't match Password");
  }

  @Test
  void a_confirmation_is_judged_only_where_it_is_sent() {
    Map<String, Object> fields = registration("lone@mail.example", "lone");
    fields.remove("password_confirmation");
    assertThat(register(fields).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@b.c", "a@mail.1", "a@mail.c0m", "a@mail", "mail.example"})
  void an_address_needs_a_top_level_domain_of_letters(String email) {
    assertThat(registerWith("email", email).body())
        .isEqualTo("{\"errors\":{\"email\":[\"is invalid\"]}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b_c%d-e@mail.example", "a+b@mail.example", "жук@почта.рф"})
  void other_addresses_are_taken(String email) {
    Map<String, Object> fields =
        registration(email, "nick" + Integer.toUnsignedString(email.hashCode()));
    assertThat(register(fields).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u200bb", "a\u2028b", "a\u202eb", "a@b\u3002com"})
  void a_nick_that_cannot_be_a_name_is_invalid(String nick) {
    HttpResponse<String> answer = registerWith("nick", nick);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo("{\"errors\":{\"nick\":[\"is invalid\"]}}");
  }

  @Test
  void a_nick_of_signs_that_vanish_is_blank() {
    assertThat(registerWith("nick", " ь ").body())
        .isEqualTo("{\"errors\":{\"nick\":[\"can't be blank\"]}}");
  }

  @Test
  void a_password_too_long_to_keep_is_told() {
    Map<String, Object> fields = registration("long@mail.example", "long");
    String password = "é".repeat(2049);
    fields.put("password", password);
    fields.put("password_confirmation", password);
    assertThat(register(fields).body())
        .isEqualTo("{\"errors\":{\"password\":[\"is too long (maximum is 4096 bytes)\"]}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " Pass word ",
        "p\u200bssword",
        "пароль123",
        "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
      })
  void a_password_is_kept_exactly_as_typed(String password) {
    String nick = "exact" + Integer.toUnsignedString(password.hashCode());
    Map<String, Object> fields = registration(nick + "@mail.example", nick);
    fields.put("password", password);
    fields.put("password_confirmation", password);
    assertThat(register(fields).statusCode()).isEqualTo(200);
    assertThat(client.signIn(nick + "@mail.example", password, CHROME).statusCode()).isEqualTo(200);
    for (String other : List.of(password.strip(), password.toUpperCase(java.util.Locale.ROOT))) {
      if (!other.equals(password)) {
        assertThat(client.signIn(nick + "@mail.example", other, CHROME).statusCode())
            .isEqualTo(422);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "password", "password_confirmation", "nick", "authorization"})
  void a_field_of_another_type_is_invalid_and_never_coerced(String field) {
    for (Object value : List.of(1L, true, List.of("a"), List.of(), List.of(Map.of("$gt", "")))) {
      HttpResponse<String> answer = registerWith(field, value);
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(DeviceClient.errors(answer)).containsEntry(field, List.of("is invalid"));
    }
  }

  @Test
  void fields_of_the_server_are_passed_over() {
    Map<String, Object> fields = registration("mass@mail.example", "mass");
    fields.put("id", 7L);
    fields.put("role", "root");
    fields.put("permissions", List.of("root"));
    fields.put("email_confirmed_at", "2020-01-01");
    fields.put("first_name", "Given");
    String body = client.current(DeviceClient.token(register(fields))).body();
    assertThat(body).doesNotContain("root").contains("\"first_name\":null");
    assertThat(body).doesNotContain("\"id\":7,");
  }
}
