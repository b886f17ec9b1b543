package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.check.Definition;
import dev.latchkey.house.RunningHouse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of a contract as it is called, against this server and against wrong ones. */
class ContractCheckCommandTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static RunningHouse house;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void a_server_that_keeps_the_contract_gets_a_table_and_the_code_of_success() {
    Console.Result result = check(base(), "session-rpc", Map.of());
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("session-rpc at " + base())
        .contains("  passed       signin ")
        .contains("  not checked  reset ")
        .contains("(it needs the token of the letter that was mailed (CHECK_RESET_TOKEN))")
        .contains("Of 29 cases: 27 passed, 2 not checked.")
        .contains("Accounts that were made stay; their names hold check_")
        .doesNotContain("FAILED");
  }

  @Test
  void what_is_printed_in_json_is_one_array_with_every_case() {
    Console.Result result = check(base(), "private-token", Map.of(), "--json");
    assertThat(result.rows())
        .hasSameSizeAs(Definition.of("private-token").cases())
        .allSatisfy(row -> assertThat(row).containsEntry("outcome", "passed"));
  }

  @Test
  void a_wrong_member_is_told_with_the_request_and_the_difference_and_no_secret() throws Exception {
    // A token that is too short, as a server might hand out that is not quite the old one.
    UnaryOperator<String> wrong =
        body -> body.replaceAll("\"private_token\":\"[^\"]{14}", "\"private_token\":\"");
    try (Proxy proxy = new Proxy(wrong)) {
      Console.Result result = check(proxy.base(), "private-token", Map.of(), "--only", "sign-up");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err())
          .isEqualTo("latchkey: the server does not keep the contract: 1 of 1 cases failed\n");
      assertThat(result.out())
          .contains("FAILED sign-up: sign up as the example does (Sessions, Sign up)")
          .contains("  curl -sS -i -X POST -H 'Content-Type: application/json' --data-binary '")
          .contains("\"password\": \"HIDDEN\"")
          .contains(proxy.base() + "/sign_up'")
          .contains(
              "    body.private_token: expected a token of 11 to 64 letters, digits, - and _, got ");
      assertThat(proxy.secrets()).isNotEmpty();
      proxy.secrets().forEach(secret -> assertThat(result.out()).doesNotContain(secret));
    }
  }

  @Test
  void a_page_of_html_and_a_redirect_are_rows_and_no_crash() throws Exception {
    try (Proxy proxy = new Proxy(200, "text/html", "<!DOCTYPE html><html></html>")) {
      Console.Result result = check(proxy.base(), "jwt-sessions", Map.of(), "--only", "sign-up");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out())
          .contains("body: expected JSON, got a page of HTML, 28 bytes")
          .contains("status: expected 201, got 200");
    }
    try (Proxy proxy = new Proxy(301, "text/plain", "")) {
      Console.Result result = check(proxy.base(), "client-app", Map.of(), "--only", "no-token");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out())
          .contains("status: expected 401, got 301, a redirect to https://elsewhere.example/");
    }
  }

  @Test
  void every_case_fails_or_is_not_checked_where_everything_is_wrong() throws Exception {
    try (Proxy proxy = new Proxy(200, "application/json", "{}")) {
      for (String contract : Definition.CONTRACTS) {
        Console.Result result = check(proxy.base(), contract, Map.of());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("FAILED").doesNotContain("  passed ");
      }
    }
  }

  @Test
  void a_server_that_is_not_there_is_one_plain_line() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    String nowhere = "http://127.0.0.1:" + free;
    Console.Result result = check(nowhere, "client-app", Map.of());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo("latchkey: nothing answers at " + nowhere + ": no connection\n");
  }

  @Test
  void a_server_that_never_answers_is_given_up() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Console.Result result =
          check(
              "http://127.0.0.1:" + silent.getLocalPort(),
              "client-app",
              Map.of(),
              "--timeout",
              "1");
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).contains("nothing came within 1 s").hasLineCount(1);
    }
  }

  @Test
  void a_server_that_refuses_sign_ups_is_checked_as_an_account_that_exists() throws Exception {
    String password = "it's \"quoted\" & 100% mine";
    int status =
        house
            .post(
                "/api/v1/session/signup",
                "[{\"username\":\"held@example.com\",\"password\":\"it's \\\"quoted\\\" & 100% mine\"}]")
            .statusCode();
    assertThat(status).isEqualTo(200);
    Map<String, String> environment = Map.of("CHECK_PASSWORD", password);
    for (String contract : List.of("session-rpc", "client-app", "jwt-sessions", "private-token")) {
      Console.Result result = check(base(), contract, environment, "--as", "held@example.com");
      assertThat(result.out()).as(contract).doesNotContain("FAILED");
      assertThat(result.code()).isZero();
      assertThat(result.out())
          .contains("(it signs up an account of its own, and --as was given)")
          .doesNotContain("Accounts that were made")
          .containsPattern("  passed +sign-?in");
    }
    Console.Result wrong =
        check(
            base(),
            "session-rpc",
            Map.of("CHECK_PASSWORD", "not it"),
            "--as",
            "held@example.com",
            "--only",
            "signin");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.out()).contains("body.status: expected 200, got 401").doesNotContain("not it");
  }

  @Test
  void a_call_that_makes_no_sense_is_one_line() {
    misused("--contract is missing: one of ", "contract", "check", base());
    misused(
        "there is no contract client-ap; did you mean client-app?",
        "contract",
        "check",
        base(),
        "--contract",
        "client-ap");
    misused("there is no case sign-in", base(), "session-rpc", "--only", "sign-in");
    misused("--rate must be a whole number from 1 to 1000", base(), "session-rpc", "--rate", "0");
    misused("--seed must be", base(), "session-rpc", "--seed", "A B");
    misused("--email goes with --as", base(), "session-rpc", "--email", "a@b.example");
    misused("write it as http://HOST:PORT", "ftp://127.0.0.1", "session-rpc");
    misused("write it as http://HOST:PORT", "127.0.0.1:8080", "session-rpc");
    misused("leave the name and the password out", "http://a:b@127.0.0.1", "session-rpc");
    misused("write it as http://HOST:PORT", "http://[", "session-rpc");
  }

  private void misused(String line, String... words) {
    boolean isWhole = words[0].equals("contract");
    Console.Result result =
        isWhole
            ? console(Map.of()).run(words)
            : check(
                words[0],
                words[1],
                Map.of(),
                List.of(words).subList(2, words.length).toArray(String[]::new));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(line).hasLineCount(2);
  }

  private Console.Result check(
      String base, String contract, Map<String, String> environment, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("contract", "check", base, "--contract", contract, "--rate", "1000"));
    if (List.of(more).contains("--rate")) {
      words.subList(words.size() - 2, words.size()).clear();
    }
    words.addAll(List.of(more));
    return console(environment).run(words.toArray(String[]::new));
  }

  private Console console(Map<String, String> environment) {
    return new Console(directory, environment);
  }

  private static String base() {
    return "http://127.0.0.1:" + house.port();
  }

  /** A server that changes what the real one says, or says something of its own. */
  private static final class Proxy implements AutoCloseable {
    private static final Set<String> OWN = Set.of("content-length", "connection", "date");

    private final HttpServer server;
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    Proxy(UnaryOperator<String> change) throws IOException {
      this.server = open();
      server.createContext(
          "/",
          exchange -> {
            byte[] asked = exchange.getRequestBody().readAllBytes();
            HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(realBase() + exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(asked));
            List<String> type = exchange.getRequestHeaders().get("Content-type");
            if (type != null) {
              request.header("Content-Type", type.getFirst());
            }
            HttpResponse<String> answer = send(request.build());
            String said = change.apply(answer.body());
            Matcher secret =
                Pattern.compile("\"(?:private_token|password)\" ?: ?\"([^\"]+)\"")
                    .matcher(said + new String(asked, StandardCharsets.UTF_8));
            while (secret.find()) {
              secrets.add(secret.group(1));
            }
            answer
                .headers()
                .map()
                .forEach(
                    (name, values) -> {
                      if (!OWN.contains(name)) {
                        exchange.getResponseHeaders().put(name, values);
                      }
                    });
            byte[] body = said.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    Proxy(int status, String type, String text) throws IOException {
      this.server = open();
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            if (status / 100 == 3) {
              exchange.getResponseHeaders().set("Location", "https://elsewhere.example/");
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    private static HttpServer open() throws IOException {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    private static String realBase() {
      return "http://127.0.0.1:" + Objects.requireNonNull(house).port();
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException {
      try {
        return CLIENT.send(request, BodyHandlers.ofString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    String base() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Set<String> secrets() {
      return secrets;
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
