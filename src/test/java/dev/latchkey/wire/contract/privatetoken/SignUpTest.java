package dev.latchkey.wire.contract.privatetoken;

import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.errors;
import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.json;
import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of sign-up. */
class SignUpTest {
  private static RunningHouse house;
  private static PrivateTokenClient client;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new PrivateTokenClient(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void every_broken_rule_is_told_at_once() {
    HttpResponse<String> answer = house.post("/sign_up", "{}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(errors(answer)).containsExactly("用户名不能为空", "邮箱不能为空", "密码不能为空");
  }

  @Test
  void an_empty_body_has_no_fields() {
    assertThat(house.post("/sign_up", "").statusCode()).isEqualTo(422);
  }

  @Test
  void english_is_spoken_on_demand() {
    assertThat(errors(house.post("/sign_up", "{}", "Accept-Language", "en")))
        .containsExactly("Username is required", "Email is required", "Password is required");
  }

  @ParameterizedTest
  @CsvSource({
    "a, 用户名长度必须在 2 到 30 个字符之间",
    "abcdefghijklmnopqrstuvwxyz12345, 用户名长度必须在 2 到 30 个字符之间",
    "john smith, 用户名只允许数字、大小写字母和下划线",
    "john-smith, 用户名只允许数字、大小写字母和下划线",
    "约翰, 用户名只允许数字、大小写字母和下划线",
    "john@example.com, 用户名只允许数字、大小写字母和下划线"
  })
  void a_username_has_2_to_30_word_characters(String username, String complaint) {
    HttpResponse<String> answer = house.post("/sign_up", body(Map.of("username", username)));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(errors(answer)).containsExactly(complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "abcdefghijklmnopqrstuvwxyz1234", "_1"})
  void the_bounds_of_a_username_are_allowed(String username) {
    HttpResponse<String> answer =
        house.post(
            "/sign_up", body(Map.of("username", username, "email", username + "@bounds.example")));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void a_username_is_kept_in_lower_case() {
    HttpResponse<String> answer =
        house.post("/sign_up", body(Map.of("username", "CamelCase", "email", "camel@x.example")));

    assertThat(json(answer)).containsEntry("username", "camelcase");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "john",
        "john@",
        "@example.com",
        "a@b@example.com",
        "a b@example.com",
        "a@localhost"
      })
  void an_address_has_the_form_of_one(String email) {
    HttpResponse<String> answer = house.post("/sign_up", body(Map.of("email", email)));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(errors(answer)).containsExactly("邮箱格式不正确");
  }

  @ParameterizedTest
  @CsvSource({"7, 422", "8, 200", "128, 200", "129, 422"})
  void a_password_has_8_to_128_characters(int length, int status) {
    String password = "p".repeat(length);
    HttpResponse<String> answer =
        house.post(
            "/sign_up",
            body(
                Map.of(
                    "username",
                    "long_" + length,
                    "email",
                    "long" + length + "@example.com",
                    "password",
                    password,
                    "password_confirmation",
                    password)));

    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void a_password_is_counted_in_code_points() {
    String seven = "😀".repeat(7);

    HttpResponse<String> answer =
        house.post("/sign_up", body(Map.of("password", seven, "password_confirmation", seven)));

    assertThat(errors(answer)).containsExactly("密码长度必须在 8 到 128 个字符之间");
  }

  @Test
  void a_confirmation_must_be_there_and_every_one_must_match() {
    Map<String, @Nullable Object> none = new HashMap<>();
    none.put("password_confirmation", null);
    Map<String, @Nullable Object> other = new HashMap<>();
    other.put("password_confirmation", "test12345");
    Map<String, @Nullable Object> oneOfTwo = new HashMap<>();
    oneOfTwo.put("apassword_confirmation", "test12345");

    assertThat(errors(house.post("/sign_up", body(none)))).containsExactly("确认密码不能为空");
    assertThat(errors(house.post("/sign_up", body(other)))).containsExactly("两次输入的密码不一致");
    assertThat(errors(house.post("/sign_up", body(oneOfTwo)))).containsExactly("两次输入的密码不一致");
  }

  @Test
  void a_taken_username_is_told_whatever_its_case() {
    client.signUp("taken");

    HttpResponse<String> answer =
        house.post("/sign_up", body(Map.of("username", "TAKEN", "email", "other@example.com")));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(errors(answer)).containsExactly("用户名已被占用");
  }

  @Test
  void a_taken_address_is_told_whatever_its_case() {
    client.signUp("owner");

    HttpResponse<String> answer =
        house.post("/sign_up", body(Map.of("username", "thief", "email", "OWNER@Example.com")));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(errors(answer)).containsExactly("邮箱已被占用");
  }

  @Test
  void fields_of_the_server_are_passed_over() {
    Map<String, @Nullable Object> extra =
        new HashMap<>(
            Map.of(
                "username", "humble",
                "email", "humble@example.com",
                "id", 1,
                "role", "admin",
                "private_token", "chosen-by-the-client-itself",
                "created_at", "1999-01-01T00:00:00Z",
                "fullname", "Somebody Else"));

    HttpResponse<String> answer = house.post("/sign_up", body(extra));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer))
        .containsEntry("fullname", "humble")
        .doesNotContainEntry("id", 1L)
        .doesNotContainEntry("created_at", "1999-01-01T00:00:00Z");
    assertThat(token(answer)).isNotEqualTo("chosen-by-the-client-itself");
  }

  private static String body(Map<String, ? extends @Nullable Object> changes) {
    Map<String, @Nullable Object> body = new HashMap<>();
    body.put("username", "somebody");
    body.put("email", "somebody@example.com");
    body.put("password", "test1234");
    body.put("password_confirmation", "test1234");
    body.putAll(changes);
    return Json.write(body);
  }
}
