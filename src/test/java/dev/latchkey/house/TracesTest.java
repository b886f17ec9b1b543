package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.adapter.sql.DatabaseSettings;
import dev.latchkey.adapter.sql.PostgresServer;
import dev.latchkey.adapter.traces.TraceSettings;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.house.Collector.Span;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.Origin;
import dev.latchkey.wire.http.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces of requests, as a real collector gets them. */
class TracesTest {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private static UnaryOperator<ServerSettings> to(URI address) {
    return settings -> settings.withTraces(new TraceSettings(address, 100));
  }

  private static Door door(String contract) {
    return Doors.CONTRACTS.stream()
        .filter(one -> one.contract().equals(contract))
        .findFirst()
        .orElseThrow();
  }

  private static List<Span> await(Collector collector, Predicate<List<Span>> enough) {
    long start = System.nanoTime();
    List<Span> spans = collector.spans();
    while (!enough.test(spans)) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as("%s", spans).isLessThan(BOUND);
      LockSupport.parkNanos(50_000_000);
      spans = collector.spans();
    }
    return spans;
  }

  private static Span named(List<Span> spans, String name) {
    return spans.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static boolean has(List<Span> spans, String name) {
    return spans.stream().anyMatch(one -> one.name().equals(name));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_sign_in_is_a_span_with_its_hash_and_its_transaction_below(boolean isPostgres) {
    try (Collector collector = Collector.start();
        RunningHouse house = start(isPostgres, collector.address())) {
      Person person = Person.fresh();
      Door door = door("private-token");
      door.signUp(house, person);
      HttpResponse<String> answer = door.signIn(house, person.username(), person.password());

      List<Span> spans = await(collector, some -> has(some, "POST /sign_in"));

      Span request = named(spans, "POST /sign_in");
      assertThat(request.kind()).as("server").isEqualTo(2);
      assertThat(request.parent()).isEmpty();
      assertThat(request.isError()).isFalse();
      assertThat(request.attributes())
          .isEqualTo(
              Map.of(
                  "http.request.method", "POST",
                  "http.route", "/sign_in",
                  "http.response.status_code", "200",
                  "latchkey.contract", "private-token",
                  "latchkey.request_id",
                      answer.headers().firstValue("X-Request-Id").orElseThrow()));
      List<Span> parts = spans.stream().filter(one -> one.parent().equals(request.id())).toList();
      assertThat(parts).extracting(Span::name).contains("hash password", "transaction");
      assertThat(parts).allMatch(one -> one.trace().equals(request.trace()));
      assertThat(parts).allMatch(one -> one.nanos() <= request.nanos());
      assertThat(spans.stream().filter(one -> has(parts, one.name())))
          .as("a transaction within another is a part of that")
          .noneMatch(one -> parts.stream().anyMatch(part -> part.id().equals(one.parent())));
    }
  }

  private static RunningHouse start(boolean isPostgres, URI address) {
    if (!isPostgres) {
      return RunningHouse.start(to(address));
    }
    DatabaseSettings usual = DatabaseSettings.DEFAULT;
    DatabaseSettings place =
        new DatabaseSettings(
            PostgresServer.running().emptyDatabase(),
            null,
            null,
            usual.connections(),
            usual.patience(),
            usual.statementTimeout());
    return RunningHouse.start(settings -> to(address).apply(settings.withDatabase(place)));
  }

  @Test
  void nothing_that_anybody_typed_or_holds_is_sent() {
    try (Collector collector = Collector.start();
        RunningHouse house = RunningHouse.start(to(collector.address()))) {
      List<String> secrets = new ArrayList<>();
      for (Door door : Doors.ALL) {
        Person person = Person.fresh();
        door.signUp(house, person);
        String[] key = door.enter(house, person);
        door.knows(house, key);
        door.signIn(house, person.email(), "canary-password");
        secrets.addAll(List.of(person.username(), person.email(), person.password(), key[1]));
      }
      house.get("/canary-path/canary?token=canary", "User-Agent", "canary/1.0");
      house.send("CANARY", "/sign_in", "{\"canary\":1}");
      house.get("/users/123456789", "traceparent", PARENT, "tracestate", "canary=1");

      List<Span> spans =
          await(collector, some -> has(some, "GET /users/{id}") && has(some, "(wrong verb)"));

      assertThat(named(spans, "(unknown path)").attributes())
          .containsEntry("http.request.method", "_OTHER")
          .containsEntry("latchkey.contract", "none")
          .containsEntry("http.response.status_code", "404");
      assertThat(collector.bytes())
          .contains("latchkey.contract")
          .doesNotContainIgnoringCase("canary");
      assertThat(collector.bytes()).doesNotContain("123456789", "127.0.0.1", "joe");
      secrets.forEach(one -> assertThat(collector.bytes()).doesNotContain(one));
    }
  }

  @Test
  void a_trace_is_joined_for_a_trusted_proxy_only() {
    try (Collector collector = Collector.start();
        RunningHouse open = RunningHouse.start(to(collector.address()));
        RunningHouse proxied =
            RunningHouse.start(
                settings ->
                    to(collector.address())
                        .apply(
                            settings.withHttp(settings.http().trusting(List.of("127.0.0.0/8")))))) {
      open.get("/health/live", "traceparent", PARENT);
      proxied.get("/health/ready", "traceparent", PARENT);
      // A proxy that does not want this one traced is heard, too.
      proxied.get("/health/live", "traceparent", PARENT.replace("-01", "-00"));
      proxied.get("/account/sign-in", "traceparent", "00-canary");

      List<Span> spans =
          await(
              collector,
              some ->
                  has(some, "GET /health/live")
                      && has(some, "GET /health/ready")
                      && has(some, "GET /account/sign-in"));

      assertThat(named(spans, "GET /health/ready"))
          .extracting(Span::trace, Span::parent)
          .containsExactly(TRACE, "00f067aa0ba902b7");
      assertThat(spans.stream().filter(one -> one.name().equals("GET /health/live")))
          .singleElement()
          .satisfies(one -> assertThat(one.trace()).isNotEqualTo(TRACE))
          .extracting(Span::parent)
          .isEqualTo("");
      assertThat(named(spans, "GET /account/sign-in").parent()).isEmpty();
    }
  }

  @Test
  void a_collector_that_hangs_holds_up_nobody_and_what_waits_is_bounded() {
    int asked = 10_000;
    try (Collector collector = Collector.hanging();
        RunningHouse house = RunningHouse.start(to(collector.address()))) {
      long start = System.nanoTime();
      for (int i = 0; i < asked; i++) {
        assertThat(house.house().router().answer(live()).status()).isEqualTo(200);
      }
      // Each batch waits for seconds, so these would wait for a minute.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));

      collector.answer();
      house.get("/health/ready");
      List<Span> spans = await(collector, some -> some.size() > 1000);
      assertThat(spans.size()).isLessThan(asked / 2);
    }
  }

  private static Request live() {
    return new Request(
        "GET",
        "/health/live",
        null,
        Map.of(),
        Map.of(),
        new byte[0],
        false,
        new Origin("127.0.0.1", null, null, "an-id"));
  }

  @Test
  void without_a_collector_requests_are_answered_and_the_server_stops_at_once() throws Exception {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    RunningHouse house = RunningHouse.start(to(nobody));
    assertThat(house.get("/health/live").statusCode()).isEqualTo(200);
    long start = System.nanoTime();
    house.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void nothing_of_the_library_is_loaded_unless_there_is_a_collector(@TempDir Path directory)
      throws Exception {
    assertThat(loadedBy(directory.resolve("off"), Map.of())).isEmpty();
    // That the look would find it, if it were there.
    assertThat(
            loadedBy(
                directory.resolve("on"), Map.of("LATCHKEY_TRACES_ENDPOINT", "http://127.0.0.1:9")))
        .isNotEmpty();
  }

  /**
   * Starts a server in a process of its own, and lists the classes of the library that it loads.
   */
  private static List<String> loadedBy(Path data, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xlog:class+load",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            "dev.latchkey.cli.Main",
            "serve",
            "--port",
            "0",
            "--data",
            data.toString());
    builder.redirectErrorStream(true).environment().putAll(environment);
    Process process = builder.start();
    List<String> found = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("io.opentelemetry")) {
          found.add(line);
        }
        if (line.startsWith("Pages: ")) {
          return found;
        }
      }
      throw new AssertionError("it did not start");
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  /** Some launchers of tests load these classes by a loader of their own. */
  private static String classPath() {
    return TracesTest.class.getClassLoader() instanceof URLClassLoader own
        ? Stream.of(own.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
        : System.getProperty("java.class.path");
  }

  @Test
  void an_address_that_is_none_is_refused() {
    for (String wrong :
        List.of("localhost:4318", "grpc://127.0.0.1:4317", "http:///x", "http://u:p@127.0.0.1/")) {
      assertThatThrownBy(() -> new TraceSettings(URI.create(wrong), 100))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("endpoint must");
    }
    assertThatThrownBy(() -> new TraceSettings(null, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new TraceSettings(URI.create("http://127.0.0.1:4318/"), 1).endpoint())
        .isEqualTo(URI.create("http://127.0.0.1:4318/v1/traces"));
    assertThat(new TraceSettings(URI.create("https://c.example/otlp/v1/traces"), 1).endpoint())
        .isEqualTo(URI.create("https://c.example/otlp/v1/traces"));
  }
}
