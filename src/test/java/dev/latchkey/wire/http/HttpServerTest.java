package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
  private static final TestContract CONTRACT = TestContract.full();
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(RunningServer.SMALL, CONTRACT);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<String> everyVerbAndPath() {
    List<String> verbs = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "X");
    return Stream.concat(
            new Router(List.of(CONTRACT))
                .mounted().stream()
                    .map(one -> one.path().replace("{id}", "7"))
                    .filter(path -> !path.equals("/large"))
                    .distinct(),
            Stream.of("/none", "/%zz", "/users/", "*"))
        .flatMap(path -> verbs.stream().map(verb -> verb + " " + path));
  }

  @ParameterizedTest
  @MethodSource("everyVerbAndPath")
  void every_answer_says_its_type_and_is_not_kept(String request) throws Exception {
    RawClient.Answer answer = server.ask(request);

    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("X-Request-Id")).isPresent();
    assertThat(answer.header("Cache-Control"))
        .contains(request.equals("GET /own-headers") ? "private" : "no-store");
    assertThat(answer.header("Server")).isEmpty();
    assertThat(answer.header("Date")).isPresent();
    if (!answer.body().isEmpty()) {
      assertThat(answer.header("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).endsWith("; charset=utf-8"));
    }
  }

  @Test
  void what_a_contract_sets_itself_stays() throws Exception {
    RawClient.Answer answer = server.ask("GET /own-headers");

    assertThat(answer.header("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(answer.header("X-Request-Id")).contains("mine");
    assertThat(answer.headers()).filteredOn(line -> line.startsWith("Cache-Control")).hasSize(1);
  }

  @Test
  void a_type_that_a_contract_sets_is_sent_exactly() throws Exception {
    TestContract exact =
        new TestContract("exact")
            .with(Route.get("/x", request -> Reply.of(200, "application/json", new byte[] {'1'})))
            .with(Route.get("/y", request -> new Reply(200, List.of(), new byte[] {'1'})));
    try (RunningServer own = new RunningServer(RunningServer.SMALL, exact)) {
      assertThat(own.ask("GET /x").headers()).contains("Content-Type: application/json");
      assertThat(own.ask("GET /y").headers()).contains("Content-Type: text/plain; charset=utf-8");
    }
  }

  @Test
  void a_store_that_does_not_answer_is_said_by_the_contract_with_a_time_to_wait() throws Exception {
    RawClient.Answer answer = server.ask("GET /store");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("{\"test\":\"STORE_UNAVAILABLE\"}");
    assertThat(answer.header("Retry-After")).contains("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /defect", "GET /overflow"})
  void a_defect_is_the_contracts_500_and_tells_nothing(String request) throws Exception {
    RawClient.Answer answer = server.ask(request);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("{\"test\":\"DEFECT\"}");
    assertThat(answer.header("X-Finished")).contains("test");
  }

  @Test
  void a_defect_is_logged_by_type_and_place_without_its_words() {
    Throwable defect =
        new IllegalStateException(
            TestContract.SECRET, new IllegalArgumentException(TestContract.SECRET));

    Throwable shown = Answers.withoutWords(defect);

    assertThat(shown).hasMessage("java.lang.IllegalStateException");
    assertThat(shown.getCause()).hasMessage("java.lang.IllegalArgumentException");
    assertThat(shown.getStackTrace()).isEqualTo(defect.getStackTrace());
    assertThat(shown).hasStackTraceContaining("HttpServerTest");
  }

  @Test
  void a_preflight_is_the_contracts_and_otherwise_a_wrong_verb() throws Exception {
    RawClient.Answer taken = server.ask("OPTIONS /plain");
    RawClient.Answer refused = server.ask("OPTIONS /echo");

    assertThat(taken.status()).isEqualTo(204);
    assertThat(taken.header("Access-Control-Allow-Methods")).contains("[GET, HEAD]");
    assertThat(taken.header("X-Finished")).contains("test");
    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Allow")).contains("GET, POST, HEAD");
  }

  @Test
  void a_request_reaches_its_endpoint_as_it_was_sent() throws Exception {
    RawClient.Answer answer =
        server.send("POST /echo?a=%zz&b", "é{".replace("é", "e"), "User-Agent: app/1.0 (x)");

    assertThat(answer.body())
        .startsWith(
            "{\"method\":\"POST\",\"path\":\"/echo\",\"query\":\"a=%zz&b\",\"parameters\":{},"
                + "\"body\":\"e{\",\"secure\":false,\"address\":\"127.0.0.1\","
                + "\"agent\":\"app/1.0 (x)\",\"id\":\""
                + answer.header("X-Request-Id").orElseThrow());
  }

  @Test
  void a_long_user_agent_is_cut() throws Exception {
    String agent = "x".repeat(2000);

    assertThat(server.ask("GET /echo", "User-Agent: " + agent).body())
        .contains("\"agent\":\"" + "x".repeat(512) + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 9.9.9.9",
        "X_Forwarded_For: 9.9.9.9",
        "X-Real-IP: 9.9.9.9",
        "X-Client-IP: 9.9.9.9",
        "True-Client-IP: 9.9.9.9",
        "Forwarded: for=9.9.9.9;proto=https",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-User: root"
      })
  void an_untrusted_peer_cannot_say_who_it_is(String header) throws Exception {
    assertThat(server.ask("GET /echo", header).body())
        .contains("\"secure\":false,\"address\":\"127.0.0.1\"");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-For: 9.9.9.9, 9.9.9.9, false",
    "'X-Forwarded-For: 8.8.8.8, 9.9.9.9', 9.9.9.9, false",
    "X-Forwarded-For: nonsense, 127.0.0.1, false",
    "X-Forwarded-Proto: https, 127.0.0.1, true",
    "X-Forwarded-Proto: http, 127.0.0.1, false",
    "X_Forwarded_For: 9.9.9.9, 127.0.0.1, false",
    "X-Real-IP: 9.9.9.9, 127.0.0.1, false",
    "Forwarded: for=9.9.9.9, 127.0.0.1, false"
  })
  void a_trusted_proxy_is_believed_in_two_fields_only(
      String header, String address, boolean isSecure) throws Exception {
    HttpSettings trusting = RunningServer.SMALL.trusting(List.of("127.0.0.0/8"));
    try (RunningServer behind = new RunningServer(trusting, TestContract.full())) {
      assertThat(behind.ask("GET /echo", header).body())
          .contains("\"secure\":" + isSecure + ",\"address\":\"" + address + "\"");
    }
  }
}
