package dev.latchkey.wire.contract.privatetoken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be read is refused in this contract's words, on every path. */
class BadInputTest {
  /** Every path with a body, with the fields that are read from it. */
  private static final List<Filled> DOORS =
      List.of(
          new Filled(
              "POST",
              "/sign_up",
              "username",
              "email",
              "password",
              "password_confirmation",
              "apassword_confirmation"),
          new Filled("POST", "/sign_in", "login", "email", "username", "password"),
          new Filled(
              "POST",
              "/sign_in_with/wechat",
              "uid",
              "access_token",
              "username",
              "email",
              "fullname",
              "avatar",
              "phone_number"),
          new Filled("PUT", "/api/v2/user", "email", "fullname", "avatar", "phone_number"),
          new Filled(
              "PUT",
              "/api/v2/user/password",
              "current_password",
              "password",
              "password_confirmation",
              "apassword_confirmation"),
          new Filled("POST", "/api/v2/reset_password", "email"));

  private static RunningHouse house;
  private static String token;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    token = new PrivateTokenClient(house).newToken("john");
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  static Stream<Filled> doors() {
    return DOORS.stream();
  }

  static Stream<Arguments> fields() {
    return DOORS.stream()
        .flatMap(door -> door.fields.stream().map(field -> Arguments.of(door, field)));
  }

  @ParameterizedTest
  @MethodSource("doors")
  void a_body_that_is_no_json_object_is_refused(Filled door) {
    for (String body :
        List.of("null", "[]", "\"x\"", "1", "true", "{", "{}{}", "{} x", "{\"a\":}", "{'a':1}")) {
      assertRefused(400, send(door, body.getBytes(StandardCharsets.UTF_8)), body);
    }
  }

  @ParameterizedTest
  @MethodSource("doors")
  void bytes_that_are_no_clean_utf8_are_refused(Filled door) {
    String field = door.fields.getFirst();
    List<byte[]> bodies = new ArrayList<>();
    bodies.add(("\uFEFF{\"" + field + "\":\"x\"}").getBytes(StandardCharsets.UTF_8));
    bodies.add(("{\"" + field + "\":\"\\ud800\"}").getBytes(StandardCharsets.UTF_8));
    bodies.add(("{\"" + field + "\":\"a\\u0000b\"}").getBytes(StandardCharsets.UTF_8));
    bodies.add(("{\"" + field + "\":\"\u00c0\u00af\"}").getBytes(StandardCharsets.ISO_8859_1));
    for (byte[] body : bodies) {
      assertRefused(400, send(door, body), new String(body, StandardCharsets.ISO_8859_1));
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void a_field_that_stands_twice_is_refused(Filled door, String field) {
    String twice = "{\"" + field + "\":\"a\",\"" + field + "\":\"b\"}";

    assertRefused(400, send(door, twice.getBytes(StandardCharsets.UTF_8)), twice);
    assertRefused(400, form(door, field + "=a&" + field + "=b"), twice);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void a_field_of_another_type_is_refused(Filled door, String field) {
    for (String value : List.of("1", "true", "1.5", "[\"a\"]", "{\"$gt\":\"\"}", "[]", "{}")) {
      String body = "{\"" + field + "\":" + value + "}";

      assertRefused(400, send(door, body.getBytes(StandardCharsets.UTF_8)), body);
    }
    assertRefused(400, form(door, field + "[]=a"), field);
    assertRefused(400, form(door, field + "[b]=a"), field);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void a_field_in_the_query_string_is_refused(Filled door, String field) {
    Filled inQuery = new Filled(door.method, door.path + "?" + field + "=a");

    assertRefused(400, send(inQuery, "{}".getBytes(StandardCharsets.UTF_8)), field);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void a_very_long_value_is_no_defect(Filled door, String field) {
    String body = "{\"" + field + "\":\"" + "a".repeat(60_000) + "\"}";

    HttpResponse<String> answer = send(door, body.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).as(answer.body()).isIn(204, 401, 422);
  }

  @ParameterizedTest
  @MethodSource("doors")
  void a_body_beyond_the_limit_is_refused(Filled door) {
    // Asked first: a client that is still sending may lose the answer with the connection.
    HttpRequest.Builder request =
        HttpRequest.newBuilder(house.uri(door.path))
            .expectContinue(true)
            .header("Content-Type", "application/json")
            .method(door.method, BodyPublishers.ofByteArray(new byte[64 * 1024 + 1]));

    assertRefused(413, house.send(request), "64 KiB + 1");
  }

  @ParameterizedTest
  @MethodSource("doors")
  void another_content_type_is_refused(Filled door) {
    for (String type :
        List.of("text/plain", "multipart/form-data", "application/json; charset=utf-16")) {
      assertRefused(415, send(door, type, "{}".getBytes(StandardCharsets.UTF_8)), type);
    }
  }

  @Test
  void another_verb_is_refused_and_the_right_ones_are_named() {
    for (String path : List.of("/sign_up", "/sign_in", "/sign_in_with/wechat", "/api/v2/sign_in")) {
      for (String verb : List.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS")) {
        HttpResponse<String> answer = house.send(verb, path, "");

        assertRefused(405, answer, verb + " " + path);
        assertThat(answer.headers().allValues("Allow")).containsExactly("POST");
      }
    }
  }

  private static HttpResponse<String> send(Filled door, byte[] body) {
    return send(door, "application/json", body);
  }

  private static HttpResponse<String> form(Filled door, String body) {
    return send(door, "application/x-www-form-urlencoded", body.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> send(Filled door, String type, byte[] body) {
    return house.send(
        HttpRequest.newBuilder(house.uri(door.path))
            .header("Content-Type", type)
            .header("PRIVATE-TOKEN", token)
            .method(door.method, BodyPublishers.ofByteArray(body)));
  }

  private static void assertRefused(int status, HttpResponse<String> answer, String sent) {
    assertThat(answer.statusCode()).as(sent + " -> " + answer.body()).isEqualTo(status);
    assertThat(answer.headers().allValues("Content-Type"))
        .containsExactly("application/json; charset=utf-8");
    assertThat(answer.body())
        .matches("\\{\"errors\":(\\[\".+\"]|\".+\")}")
        .doesNotContain("dev.latchkey");
  }

  record Filled(String method, String path, List<String> fields) {
    Filled(String method, String path, String... fields) {
      this(method, path, List.of(fields));
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }
}
