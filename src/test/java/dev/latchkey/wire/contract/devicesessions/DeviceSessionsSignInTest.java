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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceSessionsSignInTest {
  private static RunningHouse house;
  private static DeviceClient client;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new DeviceClient(house);
    DeviceClient.token(client.signUp("anna"));
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void an_unknown_address_and_a_wrong_password_read_alike() {
    HttpResponse<String> unknown = client.signIn("nobody@mail.example", PASSWORD, CHROME);
    HttpResponse<String> wrong = client.signIn("anna@mail.example", "Password124", CHROME);
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(unknown.body()).isEqualTo("{\"errors\":{\"email\":[\"User doesn't exist\"]}}");
    assertThat(wrong.statusCode()).isEqualTo(unknown.statusCode());
    assertThat(wrong.body()).isEqualTo(unknown.body());
    assertThat(wrong.headers().map().keySet()).isEqualTo(unknown.headers().map().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"anna@mail.example", "ANNA@Mail.Example", "  anna@mail.example "})
  void an_address_signs_in_in_any_case(String email) {
    assertThat(client.signIn(email, PASSWORD, CHROME).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"anna", "anna@", "@mail.example", "anna@mail", "a b@mail.example", "a@@b.c"})
  void what_is_no_address_is_invalid(String email) {
    HttpResponse<String> answer = client.signIn(email, PASSWORD, CHROME);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo("{\"errors\":{\"email\":[\"is invalid\"]}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "12345", "ёёёёё", "😀😀😀😀😀"})
  void a_short_password_is_too_short_whoever_asks(String password) {
    for (String email : List.of("anna@mail.example", "nobody@mail.example")) {
      assertThat(client.signIn(email, password, CHROME).body())
          .isEqualTo("{\"errors\":{\"password\":[\"is too short (minimum is 6 characters)\"]}}");
    }
  }

  @Test
  void blanks_alone_are_no_password() {
    assertThat(client.signIn("anna@mail.example", "       ", CHROME).body())
        .isEqualTo("{\"errors\":{\"password\":[\"can't be blank\"]}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "\"\"", "\" \""})
  void an_authorization_that_says_nothing_is_blank(String value) {
    assertThat(signInWith(value).body())
        .isEqualTo("{\"errors\":{\"authorization\":[\"can't be blank\"]}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"text\"",
        "[]",
        "[{}]",
        "1",
        "true",
        "{\"platform\":1}",
        "{\"app\":[\"a\"]}",
        "{\"device_token\":{\"$gt\":\"\"}}",
        "{\"provider\":false}"
      })
  void an_authorization_of_other_types_is_invalid(String value) {
    HttpResponse<String> answer = signInWith(value);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo("{\"errors\":{\"authorization\":[\"is invalid\"]}}");
  }

  private static HttpResponse<String> signInWith(String authorization) {
    return house.post(
        "/api/v1/sessions",
        "{\"user\":{\"email\":\"anna@mail.example\",\"password\":\""
            + PASSWORD
            + "\",\"authorization\":"
            + authorization
            + "}}");
  }

  @Test
  void app_means_app_name_and_app_name_wins() {
    String chrome = DeviceClient.token(client.signIn("anna", Map.of("app_name", "Chrome")));
    assertThat(DeviceClient.token(client.signIn("anna", Map.of("app", "Chrome"))))
        .isEqualTo(chrome);
    assertThat(
            DeviceClient.token(
                client.signIn("anna", Map.of("app", "Firefox", "app_name", "Chrome"))))
        .isEqualTo(chrome);
    assertThat(DeviceClient.token(client.signIn("anna", Map.of("app", "Firefox"))))
        .isNotEqualTo(chrome);
  }

  @Test
  void platform_and_program_name_make_the_session_and_nothing_else_does() {
    String token =
        DeviceClient.token(
            client.signIn("anna", Map.of("platform", "iOS", "app_name", "UProgress")));
    assertThat(
            DeviceClient.token(
                client.signIn(
                    "anna",
                    Map.of(
                        "platform", "iOS",
                        "app_name", "UProgress",
                        "app_version", "2.0",
                        "platform_version", "17",
                        "provider", "Other"))))
        .isEqualTo(token);
    assertThat(
            DeviceClient.token(
                client.signIn("anna", Map.of("platform", "Android", "app_name", "UProgress"))))
        .isNotEqualTo(token);
    // Neither the border between the two nor an absent one can be imitated.
    assertThat(
            DeviceClient.token(
                client.signIn("anna", Map.of("platform", "iOSU", "app_name", "Progress"))))
        .isNotEqualTo(token);
    assertThat(DeviceClient.token(client.signIn("anna", Map.of("platform", "iOS"))))
        .isNotEqualTo(
            DeviceClient.token(client.signIn("anna", Map.of("platform", "iOS", "app_name", ""))));
  }

  @Test
  void the_latest_facts_are_kept_and_what_is_not_said_stays() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("platform", "Windows");
    facts.put("app_name", "Edge");
    facts.put("platform_version", "11");
    facts.put("app_version", "1.0");
    DeviceClient.token(client.signIn("anna", facts));
    facts.put("platform_version", null);
    facts.put("app_version", "2.0");
    String token = DeviceClient.token(client.signIn("anna", facts));
    assertThat(row(token))
        .containsEntry("app_version", "2.0")
        .containsEntry("platform_version", "11")
        .containsEntry("provider", "UProgress");
  }

  private static Map<String, Object> row(String token) {
    return DeviceClient.rows(client.authorizations(token)).stream()
        .filter(one -> DeviceClient.member(one, "id").equals((long) DeviceClient.number(token)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_android_client_signs_in() {
    HttpResponse<String> answer =
        house.post(
            "/api/v1/sessions",
            """
            {"user":{"email":"anna@mail.example","password":"Password123","device_token":"stray",
             "authorization":{"provider":"UProgress","platform":"Android","app_name":"UProgress",
             "app_version":"1.3","device_token":"push-7"}}}
            """);
    assertThat(row(DeviceClient.token(answer)))
        .containsEntry("platform", "Android")
        .containsEntry("platform_version", null)
        .doesNotContainKey("device_token");
    assertThat(client.authorizations(DeviceClient.token(answer)).body()).doesNotContain("push-7");
  }

  @Test
  void the_ios_client_signs_in() {
    HttpResponse<String> answer =
        house.post(
            "/api/v1/sessions",
            """
            {"user":{"email":"anna@mail.example","password":"Password123",
             "authorization":{"UProgress":"UProgress","platform":"iPhone OS",
             "platform_version":"10.1","app_name":"UProgress","app_version":"1.0",
             "device_token":""}}}
            """);
    assertThat(row(DeviceClient.token(answer))).containsEntry("provider", "UProgress");
  }

  @Test
  void the_web_client_signs_in() {
    HttpResponse<String> answer =
        house.post(
            "/api/v1/sessions",
            """
            {"user":{"email":"anna@mail.example","password":"Password123",
             "authorization":{"platform":null,"platformVersion":null,"appName":null,
             "appVersion":null,"provider":"UProgress"}}}
            """,
            "X-Key-Inflection",
            "camel",
            "Origin",
            "http://localhost:9000");
    assertThat(DeviceClient.token(answer)).isNotEmpty();
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
  }

  @Test
  void every_success_is_200_and_holds_texts_only() {
    HttpResponse<String> answer = client.signIn("anna", CHROME);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(DeviceClient.object(answer).values())
        .hasSize(1)
        .allSatisfy(value -> assertThat(value).isInstanceOf(String.class));
  }

  @Test
  void numbers_fit_32_bits() {
    String token = DeviceClient.token(client.signIn("anna", CHROME));
    assertThat(DeviceClient.number(token)).isPositive();
    assertThat(client.account(token)).isGreaterThanOrEqualTo(100);
  }

  @Test
  void a_form_signs_in_wrapped_and_bare() {
    String wrapped =
        "user[email]=anna%40mail.example&user[password]=Password123"
            + "&user[authorization][platform]=form&user[authorization][app_name]=curl";
    String bare =
        "email=anna%40mail.example&password=Password123"
            + "&authorization[platform]=form&authorization[app]=curl";
    String token = DeviceClient.token(form(wrapped));
    assertThat(DeviceClient.token(form(bare))).isEqualTo(token);
  }

  private static HttpResponse<String> form(String body) {
    return house.post(
        "/api/v1/sessions", body, "Content-Type", "application/x-www-form-urlencoded");
  }

  @Test
  void a_secret_in_the_query_string_is_refused() {
    HttpResponse<String> answer =
        house.post(
            "/api/v1/sessions?password=Password123",
            DeviceClient.user(Map.of("email", "anna@mail.example", "authorization", CHROME)));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain("Password123");
  }
}
