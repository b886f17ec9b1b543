package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What cannot be read is refused in this contract's words, and never breaks the server. */
class JwtSessionsInputTest {
  private static final List<String> PATHS =
      List.of("/v1/auth", "/v1/auth/sign_in", "/signup", "/signin");
  private static final String JSON = "application/json";
  private static RunningHouse house;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void what_is_no_json_object_is_a_bad_request() {
    for (String path : PATHS) {
      for (String body :
          List.of(
              "null",
              "[]",
              "\"x\"",
              "1",
              "true",
              "{",
              "{\"email\":",
              "{\"email\":\"a\"} x",
              "{\"email\":\"a\"}{}",
              "{'email':'a'}",
              "{email:\"a\"}",
              "{\"email\":NaN}",
              "\uFEFF{}",
              " ")) {
        assertBadRequest(house.post(path, body), path + " " + body);
      }
    }
  }

  @Test
  void no_body_at_all_is_a_form_without_fields() {
    assertThat(house.post("/v1/auth", "").statusCode()).isEqualTo(422);
    assertThat(house.post("/v1/auth/sign_in", "").statusCode()).isEqualTo(401);
    assertThat(house.post("/v1/auth/sign_in", "{}").statusCode()).isEqualTo(401);
    assertThat(house.post("/v1/auth/sign_in", "{\"email\":null,\"password\":null}").statusCode())
        .isEqualTo(401);
    assertThat(house.post("/v1/auth/sign_in", "{\"email\":\"\",\"password\":\"\"}").statusCode())
        .isEqualTo(401);
  }

  @Test
  void a_key_that_stands_twice_is_refused() {
    for (String path : PATHS) {
      assertBadRequest(
          house.post(
              path,
              "{\"email\":\"a@example.com\",\"email\":\"b@example.com\",\"password\":\"12345678\","
                  + "\"password_confirmation\":\"12345678\"}"),
          path);
      assertBadRequest(
          house.post(
              path,
              "email=a%40example.com&email=b%40example.com",
              "Content-Type",
              "application/x-www-form-urlencoded"),
          path);
    }
  }

  @Test
  void nothing_is_coerced_to_a_string() {
    for (String path : PATHS) {
      for (String field : List.of("email", "password")) {
        for (String value :
            List.of("1", "1.5", "true", "[]", "[\"a@example.com\"]", "{}", "{\"$gt\":\"\"}")) {
          assertBadRequest(house.post(path, "{\"" + field + "\":" + value + "}"), path + value);
        }
      }
      assertBadRequest(
          house.post(
              path, "email[]=a%40example.com", "Content-Type", "application/x-www-form-urlencoded"),
          path);
    }
    assertBadRequest(house.post("/v1/auth", "{\"password_confirmation\":7}"), "confirmation");
  }

  @Test
  void deep_and_long_values_are_refused_at_once() {
    for (String path : PATHS) {
      assertBadRequest(house.post(path, "[".repeat(1000) + "]".repeat(1000)), path);
      assertBadRequest(
          house.post(path, "{\"a\":".repeat(40) + "1" + "}".repeat(40)), path + " deep");
      assertBadRequest(house.post(path, "{\"a\":" + "1".repeat(5000) + "}"), path + " number");
    }
  }

  @Test
  void an_oversized_body_is_refused() {
    for (String path : PATHS) {
      String body = "{\"email\":\"" + "a".repeat(70_000) + "\"}";
      HttpResponse<String> answer = house.post(path, body);
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).isEqualTo("{\"error\":\"Payload too large\"}");
    }
  }

  @Test
  void other_media_types_and_charsets_are_refused() {
    for (String path : PATHS) {
      for (String type :
          List.of(
              "text/plain",
              "application/xml",
              "multipart/form-data; boundary=x",
              "application/json; charset=utf-16",
              "x")) {
        HttpResponse<String> answer = house.post(path, "{}", "Content-Type", type);
        assertThat(answer.statusCode()).as(type).isEqualTo(415);
        assertThat(answer.body()).startsWith("{\"error\":\"Unsupported media type: ");
      }
    }
    assertThat(
            JwtClient.raw(
                    house, "POST", "/v1/auth/sign_in", null, "{}".getBytes(StandardCharsets.UTF_8))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void bytes_that_are_no_utf8_and_unpaired_surrogates_are_refused() {
    for (String path : PATHS) {
      for (byte[] inside :
          List.of(
              new byte[] {(byte) 0xc0, (byte) 0x80},
              new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
              new byte[] {(byte) 0xff},
              new byte[] {(byte) 0xe2, (byte) 0x82})) {
        byte[] body = new byte[inside.length + 12];
        System.arraycopy("{\"email\":\"".getBytes(StandardCharsets.UTF_8), 0, body, 0, 10);
        System.arraycopy(inside, 0, body, 10, inside.length);
        body[body.length - 2] = '"';
        body[body.length - 1] = '}';
        assertBadRequest(JwtClient.raw(house, "POST", path, JSON, body), path);
      }
      assertBadRequest(house.post(path, "{\"email\":\"\\ud800\"}"), path);
      assertBadRequest(house.post(path, "{\"password\":\"\\udc00x\"}"), path);
      assertBadRequest(
          house.post(path, "email=%ff%fe", "Content-Type", "application/x-www-form-urlencoded"),
          path);
    }
  }

  @Test
  void the_null_character_is_refused() {
    for (String path : PATHS) {
      assertBadRequest(house.post(path, "{\"email\":\"a\\u0000@example.com\"}"), path);
      assertBadRequest(house.post(path, "{\"password\":\"1234\\u00005678\"}"), path);
    }
  }

  @Test
  void strange_characters_are_refused_or_kept_exactly_and_never_an_error_of_the_server() {
    for (String strange : List.of("\\u0001", "\\u202e", "\\u200b", "\\u0301", "\\ufeff", "\\n")) {
      HttpResponse<String> up =
          house.post(
              "/v1/auth",
              "{\"email\":\"a"
                  + strange
                  + "b@example.com\",\"password\":\"12345678\","
                  + "\"password_confirmation\":\"12345678\"}");
      assertThat(up.statusCode()).as(strange).isIn(201, 422);
      HttpResponse<String> in =
          house.post(
              "/v1/auth/sign_in",
              "{\"email\":\"x" + strange + "\",\"password\":\"p" + strange + "\"}");
      assertThat(in.statusCode()).as(strange).isEqualTo(401);
    }
    assertThat(
            house
                .post(
                    "/v1/auth",
                    "{\"email\":\"control@example.com\",\"password\":\"1234\\u00015678\","
                        + "\"password_confirmation\":\"1234\\u00015678\"}")
                .body())
        .isEqualTo("{\"error\":\"Password is invalid\"}");
  }

  @Test
  void fields_that_only_the_server_may_set_change_nothing() {
    HttpResponse<String> up =
        house.post(
            "/v1/auth",
            "{\"email\":\"plain@example.com\",\"password\":\"12345678\","
                + "\"password_confirmation\":\"12345678\",\"id\":1,\"user_id\":1,\"role\":\"root\","
                + "\"permissions\":[\"root\"],\"email_confirmed\":true,\"name\":\"x\"}");
    assertThat(up.statusCode()).isEqualTo(201);
    JwtClient client = new JwtClient(house);
    client.signIn("plain@example.com", "12345678");
    assertThat(client.byHeader("GET", "/v1/auth/me").body())
        .endsWith(",\"email\":\"plain@example.com\",\"name\":\"plain\",\"email_confirmed\":false}");
  }

  @Test
  void the_body_of_a_refresh_and_of_a_sign_out_is_not_read() {
    JwtClient client = JwtClient.of(house);
    assertThat(
            house
                .send("DELETE", "/v1/auth/sign_out", "not json", "Authorization", client.access())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_long_password_is_refused_at_sign_up_and_wrong_at_sign_in() {
    String longest = "x".repeat(5000);
    assertThat(
            house
                .post(
                    "/v1/auth",
                    JwtClient.json(
                        "email", "long@example.com",
                        "password", longest,
                        "password_confirmation", longest))
                .body())
        .isEqualTo("{\"error\":\"Password is too long (maximum is 4096 bytes)\"}");
    assertThat(new JwtClient(house).signIn("long@example.com", longest).statusCode())
        .isEqualTo(401);
  }

  private static void assertBadRequest(HttpResponse<String> answer, String what) {
    assertThat(answer.statusCode()).as(what).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type"))
        .contains("application/json; charset=utf-8");
    assertThat(answer.body()).as(what).startsWith("{\"error\":\"Bad request: ");
    assertThat(JwtClient.object(answer.body()).keySet()).containsExactly("error");
  }
}
