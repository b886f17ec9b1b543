package dev.latchkey.wire.contract.clientapp;

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
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read is refused in this contract's words, on every path. */
class BadInputTest {
  private static final List<String> PATHS = List.of("/sign-up", "/oauth/authorize");
  private static final List<String> FIELDS =
      List.of("username", "password", "client_id", "client_secret", "grant_type");

  private static RunningHouse house;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  static Stream<String> paths() {
    return PATHS.stream();
  }

  static Stream<Arguments> fields() {
    return PATHS.stream()
        .flatMap(path -> FIELDS.stream().map(field -> Arguments.of(path, field)))
        .filter(one -> !List.of(one.get()).equals(List.of("/sign-up", "grant_type")));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void a_body_that_is_no_json_object_is_refused(String path) {
    for (String body :
        List.of("null", "[]", "\"x\"", "1", "true", "{", "{}{}", "{} x", "{\"a\":}", "{'a':1}")) {
      assertRefused(400, send(path, body.getBytes(StandardCharsets.UTF_8)), body);
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void bytes_that_are_no_clean_utf8_are_refused(String path) {
    List<byte[]> bodies = new ArrayList<>();
    bodies.add("\uFEFF{\"username\":\"x\"}".getBytes(StandardCharsets.UTF_8));
    bodies.add("{\"username\":\"\\ud800\"}".getBytes(StandardCharsets.UTF_8));
    bodies.add("{\"username\":\"a\\u0000b\"}".getBytes(StandardCharsets.UTF_8));
    bodies.add("{\"username\":\"\u00c0\u00af\"}".getBytes(StandardCharsets.ISO_8859_1));
    for (byte[] body : bodies) {
      assertRefused(400, send(path, body), new String(body, StandardCharsets.ISO_8859_1));
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void a_field_that_stands_twice_is_refused(String path, String field) {
    String twice = "{\"" + field + "\":\"a\",\"" + field + "\":\"b\"}";

    assertRefused(400, send(path, twice.getBytes(StandardCharsets.UTF_8)), twice);
    assertRefused(400, form(path, field + "=a&" + field + "=b"), twice);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void a_field_of_another_type_is_refused(String path, String field) {
    for (String value : List.of("1", "true", "1.5", "[\"a\"]", "{\"$gt\":\"\"}", "[]", "{}")) {
      assertRefused(400, send(path, body(field, value)), field + " " + value);
    }
    assertRefused(400, form(path, field + "[]=a"), field);
    assertRefused(400, form(path, field + "[b]=a"), field);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void a_field_in_the_query_string_is_refused(String path, String field) {
    assertRefused(400, send(path + "?" + field + "=a", body(field, "\"a\"")), field);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void a_very_long_value_is_no_defect(String path, String field) {
    HttpResponse<String> answer = send(path, body(field, "\"" + "a".repeat(60_000) + "\""));

    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 422);
    assertThat(answer.body()).hasSizeLessThan(2000);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void a_body_beyond_the_limit_is_refused(String path) {
    // Asked first: a client that is still sending may lose the answer with the connection.
    HttpRequest.Builder request =
        HttpRequest.newBuilder(house.uri(path))
            .expectContinue(true)
            .header("Content-Type", "application/json")
            .method("POST", BodyPublishers.ofByteArray(new byte[64 * 1024 + 1]));

    assertRefused(413, house.send(request), "64 KiB + 1");
  }

  @ParameterizedTest
  @MethodSource("paths")
  void another_content_type_is_refused(String path) {
    for (String type :
        List.of("text/plain", "multipart/form-data", "application/json; charset=utf-16")) {
      assertRefused(415, send(path, type, "{}".getBytes(StandardCharsets.UTF_8)), type);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
  void another_verb_is_refused_and_the_right_one_is_named(String verb) {
    for (String path : PATHS) {
      HttpResponse<String> answer = house.send(verb, path, "");

      assertRefused(405, answer, verb + " " + path);
      assertThat(answer.headers().allValues("Allow")).containsExactly("POST");
    }
  }

  @Test
  void the_user_takes_get_only() {
    assertRefused(405, house.send("PUT", "/users/100", "{}"), "PUT");
    assertRefused(405, house.send("DELETE", "/users/100", ""), "DELETE");
  }

  private static byte[] body(String field, String value) {
    StringBuilder body = new StringBuilder("{");
    for (String one : FIELDS) {
      String usual =
          switch (one) {
            case "client_id" -> "\"" + AppClient.DOCUMENTED + "\"";
            case "grant_type" -> "\"password\"";
            default -> "\"" + one + "\"";
          };
      body.append(body.length() == 1 ? "" : ",");
      body.append('"').append(one).append("\":").append(one.equals(field) ? value : usual);
    }
    return body.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> send(String path, byte[] body) {
    return send(path, "application/json", body);
  }

  private static HttpResponse<String> form(String path, String body) {
    return send(path, "application/x-www-form-urlencoded", body.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> send(String path, String type, byte[] body) {
    return house.send(
        HttpRequest.newBuilder(house.uri(path))
            .header("Content-Type", type)
            .method("POST", BodyPublishers.ofByteArray(body)));
  }

  private static void assertRefused(int status, HttpResponse<String> answer, String sent) {
    assertThat(answer.statusCode()).as(sent + " -> " + answer.body()).isEqualTo(status);
    assertThat(answer.body())
        .matches("\\{\"error\":\"invalid_request\",\"error_description\":\".+\"}")
        .doesNotContain("dev.latchkey");
    assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
  }
}
