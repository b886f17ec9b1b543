package dev.latchkey.wire.contract.devicesessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a body, the answer is a 4xx in the contract's words. */
class DeviceSessionsBodiesTest {
  private static RunningHouse house;
  private static DeviceClient client;
  private static String token;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    client = new DeviceClient(house);
    token = DeviceClient.token(client.signUp("bodo"));
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  private static List<String[]> routes() {
    int own = own();
    return List.of(
        new String[] {"POST", "/api/v1/sessions"},
        new String[] {"POST", "/api/v1/registrations"},
        new String[] {"POST", "/api/v1/sessions/restore_password"},
        new String[] {"PUT", "/api/v1/sessions/reset_password"},
        new String[] {"PUT", "/api/v1/users/change_password"},
        new String[] {"PUT", "/api/v1/users/" + own});
  }

  private static int own() {
    return client.account(token);
  }

  static List<byte[]> unreadable() {
    List<byte[]> bodies = new ArrayList<>();
    for (String text :
        List.of(
            "null",
            "[]",
            "\"x\"",
            "1",
            "{",
            "{\"user\":{\"email\":\"a@b.co\"}",
            "{} {}",
            "{}x",
            "{'user':1}",
            "{\"user\":{},\"user\":{}}",
            "{\"user\":{\"email\":\"a@b.co\",\"email\":\"b@b.co\"}}",
            "{\"user\":{\"email\":\"\\ud800\"}}",
            "{\"user\":{\"nick\":\"a\\u0000b\"}}",
            "{\"a\":NaN}",
            "{\"a\":" + "9".repeat(5000) + "}",
            "\ufeff{}",
            "[".repeat(10_000),
            "{\"a\":".repeat(1000) + "1" + "}".repeat(1000))) {
      bodies.add(text.getBytes(StandardCharsets.UTF_8));
    }
    bodies.add(new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'});
    bodies.add(new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'});
    bodies.add(new byte[] {(byte) 0xff, (byte) 0xfe});
    bodies.add(new byte[] {0});
    return bodies;
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void what_is_no_json_object_is_refused_on_every_route(byte[] body) {
    for (String[] route : routes()) {
      HttpResponse<String> answer = send(route, body, "application/json");
      assertThat(answer.statusCode()).as(route[1]).isEqualTo(400);
      assertBase(answer);
    }
    assertThat(client.current(token).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"user\":null}", "{\"user\":{}}", "{\"other\":1}"})
  void nothing_breaks_rules_on_every_route(String body) {
    for (String[] route : routes()) {
      HttpResponse<String> answer =
          send(route, body.getBytes(StandardCharsets.UTF_8), "application/json");
      assertThat(answer.statusCode()).as(route[1]).isEqualTo(422);
      assertThat(DeviceClient.errors(answer)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"text\"", "true"})
  void a_user_that_is_no_object_is_invalid_on_every_route(String value) {
    for (String[] route : routes()) {
      byte[] body = ("{\"user\":" + value + "}").getBytes(StandardCharsets.UTF_8);
      HttpResponse<String> answer = send(route, body, "application/json");
      assertThat(answer.statusCode()).as(route[1]).isEqualTo(422);
      assertThat(DeviceClient.errors(answer)).containsEntry("user", List.of("is invalid"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "multipart/form-data",
        "application/json;charset=utf-16"
      })
  void other_content_types_are_refused_on_every_route(String type) {
    for (String[] route : routes()) {
      HttpResponse<String> answer = send(route, "{}".getBytes(StandardCharsets.UTF_8), type);
      assertThat(answer.statusCode()).as(route[1]).isEqualTo(415);
      assertBase(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"user[email]=a&user[email]=b", "a=%zz", "a=%ff", "a=%00&user=1&user[b]=2"})
  void a_form_that_cannot_be_read_is_refused_on_every_route(String form) {
    for (String[] route : routes()) {
      HttpResponse<String> answer =
          send(route, form.getBytes(StandardCharsets.UTF_8), "application/x-www-form-urlencoded");
      assertThat(answer.statusCode()).as(route[1]).isEqualTo(400);
      assertBase(answer);
    }
  }

  @Test
  void a_body_beyond_the_limit_is_refused_on_every_route() {
    byte[] body = ("{\"a\":\"" + "x".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    for (String[] route : routes()) {
      HttpResponse<String> answer = send(route, body, "application/json");
      assertThat(answer.statusCode()).as(route[1]).isEqualTo(413);
      assertBase(answer);
    }
  }

  @Test
  void a_wrong_verb_is_told_with_the_right_ones() {
    HttpResponse<String> answer = house.get("/api/v1/sessions");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("POST");
    assertBase(answer);
    HttpResponse<String> check = house.post("/api/v1/sessions/current", "{}");
    assertThat(check.statusCode()).isEqualTo(405);
    assertThat(DeviceClient.object(check)).containsEntry("user", null).containsKey("error");
  }

  @Test
  void what_was_sent_never_stands_in_a_refusal() {
    for (String[] route : routes()) {
      byte[] body = "{\"canary\":\"canary\",\"canary\":1}".getBytes(StandardCharsets.UTF_8);
      assertThat(send(route, body, "application/json").body()).doesNotContain("canary");
    }
  }

  private static void assertBase(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    assertThat(DeviceClient.errors(answer).keySet()).containsExactly("base");
    assertThat((List<?>) DeviceClient.errors(answer).get("base"))
        .singleElement()
        .isInstanceOf(String.class);
  }

  private static HttpResponse<String> send(String[] route, byte[] body, String type) {
    return house.send(
        HttpRequest.newBuilder(house.uri(route[1]))
            .method(route[0], BodyPublishers.ofByteArray(body))
            .header("Content-Type", type)
            .header("uprogresstoken", token));
  }
}
