package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.kernel.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
  private static Endpoint says(String word) {
    return request -> Reply.json(200, word + " " + request.pathParameters());
  }

  private final TestContract rpc =
      new TestContract("rpc")
          .with(new Contract.Fallback("/api/", List.of("GET", "POST"), says("rpc")))
          .with(new Contract.Fallback("/jsonrpc/", List.of("GET", "POST"), says("jsonrpc")))
          .with(
              new SocketRoute(
                  "/api",
                  (request, protocols) -> {
                    throw new IllegalStateException();
                  }))
          .with(
              new SocketRoute(
                  "/api/",
                  (request, protocols) -> {
                    throw new IllegalStateException();
                  }));

  private final TestContract devices =
      new TestContract("devices")
          .with(Route.post("/api/v1/sessions", says("create")))
          .with(Route.get("/api/v1/sessions/current", says("current")))
          .with(Route.delete("/api/v1/authorizations/{id}", says("delete")))
          .with(Route.get("/api/v1/authorizations/{id}", says("show")))
          .with(Route.get("/api/v1/authorizations/all", says("all")))
          .with(Route.get("/a/{x}/b/{y}", says("deep")));

  private final Router router = new Router(List.of(rpc, devices));

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/sessions, create {}",
    "GET, /api/v1/sessions/current, current {}",
    "POST, /api/v1/session/signin, rpc {}",
    "GET, /api/, rpc {}",
    "GET, /api//v1/session/signin, rpc {}",
    "POST, /api/%76%31, rpc {}",
    "POST, /api/../sign_in, rpc {}",
    "POST, /jsonrpc/v1, jsonrpc {}",
    "DELETE, /api/v1/authorizations/7, delete {id=7}",
    "GET, /api/v1/authorizations/a%20b, show {id=a b}",
    "GET, /api/v1/authorizations/%C3%A9, show {id=é}",
    "GET, /api/v1/authorizations/a+b, show {id=a+b}",
    "GET, /api/v1/authorizations/all, all {}",
    "HEAD, /api/v1/sessions/current, current {}"
  })
  void an_exact_route_beats_a_pattern_and_a_pattern_beats_a_prefix(
      String method, String path, String body) {
    Reply reply = ask(method, path);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(text(reply)).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/sessions, devices, POST",
    "PUT, /api/v1/sessions/current, devices, 'GET, HEAD'",
    "POST, /api/v1/authorizations/7, devices, 'DELETE, GET, HEAD'",
    "DELETE, /api/v1/authorizations/all, devices, ''",
    "PUT, /api/v1/session/signin, rpc, 'GET, POST, HEAD'",
    "OPTIONS, /api/v1/sessions, devices, POST",
    "POST, /api, rpc, GET"
  })
  void a_known_path_with_a_wrong_verb_is_its_own_contracts(
      String method, String path, String contract, String allow) {
    Reply reply = ask(method, path);

    if (allow.isEmpty()) {
      // A literal does not take its own contract's pattern out of the way for other verbs.
      assertThat(text(reply)).isEqualTo("delete {id=all}");
      return;
    }
    assertThat(reply.status()).isEqualTo(405);
    assertThat(text(reply)).isEqualTo("{\"" + contract + "\":\"WRONG_VERB\"}");
    assertThat(reply.header("Allow")).contains(allow);
  }

  @ParameterizedTest
  @CsvSource({
    "/",
    "/api/v1x",
    "/apix",
    "/jsonrpc",
    "/a/1/b",
    "/a/1/b/2/",
    "/a//b/2",
    "/a/1/c/2",
    "*",
    "''"
  })
  void a_path_that_nobody_has_is_not_found(String path) {
    Reply reply = ask("GET", path);

    boolean isApi = path.startsWith("/api/");
    assertThat(reply.status()).isEqualTo(isApi ? 200 : 404);
    assertThat(text(reply)).isEqualTo(isApi ? "rpc {}" : "{\"error\":\"not found\"}");
  }

  @Test
  void a_path_for_handshakes_only_tells_a_plain_request_so() {
    Reply reply = ask("GET", "/api");

    assertThat(reply.status()).isEqualTo(426);
    assertThat(reply.header("Upgrade")).contains("websocket");
  }

  @Test
  void everything_that_is_mounted_is_listed() {
    assertThat(router.mounted())
        .extracting(Router.Mounted::toString)
        .containsExactly(
            "rpc: GET /api/ (FALLBACK)",
            "rpc: POST /api/ (FALLBACK)",
            "rpc: GET /jsonrpc/ (FALLBACK)",
            "rpc: POST /jsonrpc/ (FALLBACK)",
            "rpc: GET /api (SOCKET)",
            "rpc: GET /api/ (SOCKET)",
            "devices: POST /api/v1/sessions",
            "devices: GET /api/v1/sessions/current",
            "devices: DELETE /api/v1/authorizations/{id}",
            "devices: GET /api/v1/authorizations/{id}",
            "devices: GET /api/v1/authorizations/all",
            "devices: GET /a/{x}/b/{y}");
  }

  @ParameterizedTest
  @CsvSource({
    "/users, /users",
    "/users/{id}, /users/{name}",
    "/users/{id}, /users/me",
    "/users/me, /users/{id}",
    "/{a}/me, /users/{b}",
    "/{a}/{b}, /users/me"
  })
  void two_contracts_that_could_both_answer_are_refused_with_both_names(String one, String two) {
    TestContract first = new TestContract("first").with(Route.get(one, says("1")));
    TestContract second = new TestContract("second").with(Route.get(two, says("2")));

    assertThatThrownBy(() -> new Router(List.of(first, second)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("first", "second", one, two);
  }

  @ParameterizedTest
  @CsvSource({"/users/{id}, /users", "/users/{id}, /users/", "/a/{x}, /b/{x}", "/{a}/x, /{a}/y"})
  void paths_that_never_meet_may_belong_to_two_contracts(String one, String two) {
    TestContract first = new TestContract("first").with(Route.get(one, says("1")));
    TestContract second = new TestContract("second").with(Route.get(two, says("2")));

    assertThat(new Router(List.of(first, second)).mounted()).hasSize(2);
  }

  @Test
  void one_contract_may_not_answer_twice_either() {
    TestContract twice =
        new TestContract("twice")
            .with(Route.get("/users/{id}", says("1")))
            .with(Route.get("/users/{name}", says("2")));

    assertThatThrownBy(() -> new Router(List.of(twice)))
        .hasMessage("two routes overlap: twice: GET /users/{id} and twice: GET /users/{name}");
  }

  @Test
  void prefixes_within_each_other_belong_to_one_contract() {
    TestContract outer =
        new TestContract("outer")
            .with(new Contract.Fallback("/x/", List.of("GET"), says("outer")))
            .with(new Contract.Fallback("/x/y/", List.of("GET"), says("inner")));
    TestContract other =
        new TestContract("other")
            .with(new Contract.Fallback("/x/y/z/", List.of("POST"), says("other")));

    Router longest = new Router(List.of(outer));
    assertThat(text(longest.answer(request("GET", "/x/y/1")))).isEqualTo("inner {}");
    assertThat(text(longest.answer(request("GET", "/x/1")))).isEqualTo("outer {}");
    assertThatThrownBy(() -> new Router(List.of(outer, other)))
        .hasMessageContainingAll("outer", "other", "/x/y/z/");
  }

  @Test
  void one_path_of_sockets_has_one_owner() {
    SocketRoute route =
        new SocketRoute(
            "/s",
            (request, protocols) -> {
              throw new IllegalStateException();
            });
    TestContract first = new TestContract("first").with(route);
    TestContract second = new TestContract("second").with(route);

    assertThatThrownBy(() -> new Router(List.of(first, second)))
        .hasMessageContainingAll("first", "second", "/s");
  }

  @ParameterizedTest
  @CsvSource({"users", "''", "/a/{x}/{x}", "/a/{x", "/a/x}", "/a{b}c", "/{}"})
  void a_path_written_in_error_is_refused(String path) {
    TestContract contract = new TestContract("wrong").with(Route.get(path, says("1")));

    assertThatThrownBy(() -> new Router(List.of(contract)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("path");
  }

  @Test
  void a_contract_that_cannot_even_refuse_gets_the_bare_500() {
    Router bad =
        new Router(
            List.of(
                new TestContract("bad")
                    .refusingBadly()
                    .with(
                        Route.get(
                            "/x",
                            request -> {
                              throw new IllegalStateException(TestContract.SECRET);
                            }))));

    assertThat(text(bad.answer(request("GET", "/x"))))
        .isEqualTo("{\"error\":\"internal server error\"}");
    assertThat(bad.answer(request("PUT", "/x")).status()).isEqualTo(500);
  }

  private Reply ask(String method, String path) {
    return router.answer(request(method, path));
  }

  private static String text(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private static Request request(String method, String path) {
    return new Request(method, path, null, Map.of(), Map.of(), new byte[0], false, Origin.LOCAL);
  }
}
