package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON-RPC dialect over HTTP and WebSocket. */
class JsonRpcCallsTest {
  private static final String NOT_AUTHENTICATED =
      "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":401,\"message\":\"Not authenticated\","
          + "\"data\":{\"exception\":false,\"meta\":{}}}%s}";
  private static final String OK =
      "{\"jsonrpc\":\"2.0\",\"result\":{\"status\":200,\"status_text\":\"OK\",\"exception\":false}%s}";

  private static RunningHouse house;
  private static Rpc rpc;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    rpc = new Rpc(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void the_calls_of_the_client_are_answered_in_json_rpc() {
    String name = Rpc.newName();
    HttpResponse<String> made =
        house.post(
            "/jsonrpc/v1/session/signup",
            "[{\"username\":\"%s\",\"password\":\"pa55\"}]".formatted(name));
    assertThat(made.statusCode()).isEqualTo(200);
    assertThat(made.headers().allValues("content-type")).containsExactly("application/json");
    assertThat(made.body())
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"result\":{\"status\":200,"
                + "\"status_text\":\"You were registered.\",\"exception\":false}}");
    HttpResponse<String> in =
        house.post(
            "/jsonrpc/v1/session/signin",
            "[{\"username\":\"%s\",\"password\":\"pa55\"}]".formatted(name));
    assertThat(in.body())
        .startsWith(
            "{\"jsonrpc\":\"2.0\",\"result\":{\"status\":200,\"status_text\":\"OK\","
                + "\"exception\":false,\"data\":{\"token\":\"");
    String token = in.body().replaceAll(".*\"token\":\"([^\"]*)\".*", "$1");
    String[] bearer = {"Authorization", "Bearer " + token, "Content-Type", "application/json"};
    assertThat(house.get("/jsonrpc/v1/session/signin", bearer).body())
        .contains("\"username\":\"" + name + "\"");
    assertThat(house.get("/jsonrpc/v1/session/signin?username=x", bearer).body())
        .contains("\"username\":\"" + name + "\"");
    assertThat(house.get("/jsonrpc/v1/session/signout", bearer).body()).isEqualTo(OK.formatted(""));
    assertThat(house.get("/jsonrpc/v1/session/signout", bearer).body())
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"result\":{\"status\":204,\"status_text\":\"No Content\","
                + "\"exception\":false}}");
    assertThat(house.get("/jsonrpc/v1/session/signin", bearer).body())
        .isEqualTo(NOT_AUTHENTICATED.formatted(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jsonrpc", "/jsonrpc/", "/jsonrpc/anywhere"})
  void a_whole_request_is_taken_at_the_base(String path) {
    assertThat(
            house
                .post(
                    path,
                    "{\"jsonrpc\":\"2.0\",\"method\":\"/v1/session/signin\",\"params\":[],\"id\":7}")
                .body())
        .isEqualTo(NOT_AUTHENTICATED.formatted(",\"id\":7"));
    HttpResponse<String> notification =
        house.post(path, "{\"jsonrpc\":\"2.0\",\"method\":\"/v1/session/signin\"}");
    assertThat(notification.statusCode()).isEqualTo(200);
    assertThat(notification.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/jsonrpc | {\"jsonrpc\":\"1.0\",\"method\":\"x\",\"id\":1} | 400 | JSON-RPC request is"
            + " invalid",
        "/jsonrpc | {\"jsonrpc\":\"2.0\",\"id\":1} | 400 | JSON-RPC request is invalid",
        "/jsonrpc | {\"jsonrpc\":\"2.0\",\"method\":\"x\",\"id\":{}} | 400 | JSON-RPC request is"
            + " invalid",
        "/jsonrpc | {\"jsonrpc\":\"2.0\",\"method\":\"/v1/session/fly\",\"id\":1} | 404 | Method"
            + " not found",
        "/jsonrpc | [] | 404 | Method not found",
        "/jsonrpc | nonsense | 400 | JSON data is invalid",
        "/jsonrpc/v1/session/fly | [] | 404 | Method not found",
        "/jsonrpc/v1/session/signin/ | [] | 404 | Method not found",
        "/jsonrpc/v1/session/signin | [1,2,3] | 400 | must NOT have more than 2 items",
        "/jsonrpc/v1/session/signin | [ | 400 | JSON data is invalid",
      })
  void what_cannot_be_carried_out_is_an_error(String path, String body, int code, String message) {
    HttpResponse<String> answer = house.post(path, body);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith(
            "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":" + code + ",\"message\":\"" + message)
        .contains("\"meta\":{}");
  }

  @Test
  void messagepack_and_other_verbs_are_refused() {
    assertThat(
            house
                .post("/jsonrpc/v1/session/signin", "x", "Content-Type", "application/msgpack")
                .body())
        .contains("\"code\":415");
    HttpResponse<String> put = house.send("PUT", "/jsonrpc/v1/session/signin", "[]");
    assertThat(put.statusCode()).isEqualTo(405);
    assertThat(put.body()).contains("\"code\":405");
  }

  @Test
  void pings_and_health_checks_are_json_rpc_too() {
    assertThat(house.get("/jsonrpc/ping").body()).isEqualTo(OK.formatted(""));
    assertThat(house.get("/jsonrpc/healthcheck").body()).isEqualTo(OK.formatted(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jsonrpc", "/jsonrpc/", "/api", "/api/"})
  void the_socket_speaks_json_rpc_by_subprotocol(String path) {
    String token = rpc.enter();
    try (Probe user = Probe.open(house, path, "jsonrpc_2.0", token)) {
      assertThat(user.protocol()).isEqualTo("jsonrpc_2.0");
      assertThat(user.ask(call("/v1/session/signin", 1)))
          .startsWith("{\"jsonrpc\":\"2.0\",\"result\":{\"status\":200,")
          .endsWith(",\"id\":1}");
      assertThat(user.ask("{\"jsonrpc\":\"2.0\",\"method\":\"/ping\",\"id\":3}"))
          .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"/pong\"}");
      assertThat(user.ask(call("/v1/session/fly", 4))).contains("\"code\":404");
      assertThat(user.ask(call("/healthcheck", 5))).isEqualTo(OK.formatted(",\"id\":5"));
      assertThat(user.ask(call("/v1/session/signout", 6))).isEqualTo(OK.formatted(",\"id\":6"));
      assertThat(user.next()).isEqualTo("close:4000 Signed Out");
    }
  }

  @Test
  void the_base_speaks_json_rpc_without_a_subprotocol() {
    try (Probe guest = Probe.open(house, "/jsonrpc")) {
      assertThat(guest.ask(call("/v1/session/signin", 1)))
          .isEqualTo(NOT_AUTHENTICATED.formatted(",\"id\":1"));
    }
  }

  @Test
  void events_and_what_is_no_request_are_passed_over() {
    try (Probe guest = Probe.open(house, "/jsonrpc", "jsonrpc_2.0", "dead-token")) {
      for (String ignored :
          new String[] {
            "{\"jsonrpc\":\"2.0\",\"method\":\"/subscribe\",\"params\":[[\"user/test\"]]}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"/unsubscribe\",\"params\":[[\"user/test\"]]}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"/publish\",\"params\":[\"user/test\",{\"x\":1},2]}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"/pong\",\"params\":[]}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"/ping\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"/v1/session/signin\",\"params\":[]}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
            "{\"type\":\"ping\",\"id\":1}",
            "nonsense",
          }) {
        guest.send(ignored);
      }
      guest.sendHex("82a474797065a470696e67a2696407");
      assertThat(guest.ask(call("/subscribe", 9))).isEqualTo(OK.formatted(",\"id\":9"));
    }
  }

  private static String call(String method, int id) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":[],\"id\":%d}".formatted(method, id);
  }
}
