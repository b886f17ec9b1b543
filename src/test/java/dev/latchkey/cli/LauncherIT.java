package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.Launched.Ended;
import dev.latchkey.wire.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, started by its launcher as a person starts it. */
class LauncherIT {
  private static final Pattern CURL =
      Pattern.compile("curl -sS -H 'Content-Type: application/json' (\\S+) -d '(.*)'");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int ENOUGH = 16;
  private static final Path README = Path.of("README.md");
  private static final Duration STOP = Duration.ofSeconds(5);

  @TempDir Path directory;

  @Test
  void it_runs_from_another_directory_and_through_a_symbolic_link() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("lk"), Launched.LAUNCHER);
    Path relative = Files.createSymbolicLink(directory.resolve("lk2"), Path.of("lk"));
    for (Path one : List.of(link, relative)) {
      Ended help = Launched.in(directory).call(one, Map.of(), "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out()).startsWith("Latchkey").contains("serve", "outbox");
      assertThat(help.err()).isEmpty();
    }
    Files.delete(relative);
    Files.delete(link);
  }

  @Test
  void the_cache_of_the_training_run_is_taken_with_the_options_of_the_launcher() throws Exception {
    Map<String, String> strict = Map.of("LATCHKEY_JAVA_OPTS", "-XX:AOTMode=on");
    Ended taken = Launched.in(directory).call(Launched.LAUNCHER, strict, "--version");
    assertThat(taken.err()).isEmpty();
    assertThat(taken.code()).isZero();
    Map<String, String> other = Map.of("LATCHKEY_JAVA_OPTS", "-XX:AOTMode=on -XX:+UseZGC");
    assertThat(Launched.in(directory).call(Launched.LAUNCHER, other, "--version").code())
        .as("another collector cannot use it, so the first half of this test can fail")
        .isNotZero();
  }

  @Test
  void a_java_that_is_too_old_or_broken_is_passed_over_and_a_new_one_is_taken() throws Exception {
    Ended old =
        Launched.in(directory)
            .call(Launched.LAUNCHER, Map.of("JAVA_HOME", fakeJava("17.0.1")), "--version");
    assertThat(old.out()).startsWith("latchkey ");
    Ended missing =
        Launched.in(directory)
            .call(Launched.LAUNCHER, Map.of("JAVA_HOME", "/no/such/place"), "--version");
    assertThat(missing.out()).startsWith("latchkey ");
    Ended fresh =
        Launched.in(directory)
            .call(Launched.LAUNCHER, Map.of("JAVA_HOME", fakeJava("26")), "--version");
    assertThat(fresh.out()).startsWith("fake java").contains("latchkey.jar --version");
  }

  @Test
  void serve_prints_what_the_readme_shows_and_the_second_start_finds_everything() throws Exception {
    List<String> readme = Files.readAllLines(README);
    List<String> first;
    try (Launched server = Launched.in(directory).serveDemo()) {
      assertThat(asReadme(server)).containsSequence(block(readme, "./latchkey serve --demo"));
      first = tryAll(server);
      assertThat(asReadme(server).stream().filter(line -> line.startsWith("curl ")))
          .isSubsetOf(readme);
      assertThat(first.stream().map(LauncherIT::shape).toList())
          .containsExactlyElementsOf(shownAnswers(readme));
      Path data = directory.resolve("latchkey-data");
      assertThat(mode(data)).isEqualTo("rwx------");
      try (var files = Files.list(data)) {
        assertThat(files).isNotEmpty().allMatch(file -> mode(file).equals("rw-------"));
      }
      assertThat(server.stop()).isLessThan(STOP);
      assertThat(server.code()).isZero();
    }
    try (Launched server = Launched.in(directory).serveDemo()) {
      List<String> second = tryAll(server);
      // The one token of an account is the same for good.
      assertThat(second.getFirst()).isEqualTo(first.getFirst());
      Ended sessions = call("sessions", "list", "--account", "demo@latchkey.example", "--json");
      // Three contracts open a session at each sign-in, two go on with that of before.
      assertThat(contracts(sessions))
          .containsExactlyInAnyOrder(
              "private-token",
              "client-app",
              "client-app",
              "jwt-sessions",
              "jwt-sessions",
              "session-rpc",
              "session-rpc",
              "device-sessions");
    }
  }

  @Test
  void told_to_stop_it_answers_the_sign_in_in_flight_and_ends() throws Exception {
    try (Launched server = Launched.in(directory).serve();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      String body = "{\"login\":\"nobody\",\"password\":\"whatever1\"}";
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /sign_in HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                  + "Expect: 100-continue\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      // The server has begun to read the body, so the request is in flight.
      assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 100");
      server.terminate();
      out.write(body.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("HTTP/1.1 401");
      assertThat(server.stop()).isLessThan(STOP);
      assertThat(server.code()).isZero();
    }
  }

  @Test
  void a_port_that_is_taken_is_told_in_one_line() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      refused("cannot listen on 127.0.0.1:" + port, "serve", "--port", port);
    }
  }

  @Test
  void a_directory_that_cannot_be_made_is_told_in_one_line() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    refused("cannot create the database", "serve", "--port", "0", "--data", file + "/data");
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    // An administrator may write everywhere.
    if (!Files.isWritable(closed)) {
      refused("cannot create the database", "serve", "--port", "0", "--data", closed + "/data");
    }
  }

  @Test
  void a_store_of_a_newer_version_is_told_in_one_line_and_left_alone() throws Exception {
    try (Launched server = Launched.in(directory).serve()) {
      assertThat(server.stop()).isLessThan(STOP);
    }
    Path store = directory.resolve("latchkey-data/latchkey.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE flyway_schema_history SET version = '999'");
    }
    refused("newer", "serve", "--port", "0");
    refused("newer", "accounts", "list");
  }

  @Test
  void what_was_answered_survives_a_kill_under_load() throws Exception {
    List<String> answered = Collections.synchronizedList(new ArrayList<>());
    try (Launched server = Launched.in(directory).serve()) {
      CountDownLatch enough = new CountDownLatch(ENOUGH);
      List<Thread> crowd = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int who = i;
        crowd.add(Thread.ofVirtual().start(() -> signUpForever(server, who, answered, enough)));
      }
      assertThat(enough.await(20, TimeUnit.SECONDS)).isTrue();
      server.kill();
      for (Thread one : crowd) {
        assertThat(one.join(Duration.ofSeconds(10))).isTrue();
      }
    }
    assertThat(answered).hasSizeGreaterThanOrEqualTo(ENOUGH);
    try (Launched server = Launched.in(directory).serve()) {
      for (String body : answered) {
        assertThat(post(server, "/v1/auth/sign_in", body).statusCode()).as(body).isEqualTo(200);
      }
    }
  }

  /** Signs up one after another until the server is gone, and notes who was told that it worked. */
  private static void signUpForever(
      Launched server, int who, List<String> answered, CountDownLatch enough) {
    try {
      for (int i = 0; ; i++) {
        String body =
            "{\"email\":\"person-%d-%d@mail.example\",\"password\":\"correct1horse\","
                    .formatted(who, i)
                + "\"password_confirmation\":\"correct1horse\"}";
        if (post(server, "/v1/auth", body).statusCode() == 201) {
          answered.add(body);
          enough.countDown();
        }
      }
    } catch (IOException gone) {
      // It was killed, which is what is tested.
      enough.countDown();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Ended call(String... words) throws Exception {
    return Launched.in(directory).call(Launched.LAUNCHER, Map.of(), words);
  }

  private static List<Object> contracts(Ended sessions) throws Exception {
    Object read = Json.read(sessions.out().strip().getBytes(StandardCharsets.UTF_8));
    List<Object> contracts = new ArrayList<>();
    for (Object one : Objects.requireNonNull((List<?>) read)) {
      contracts.add(String.valueOf(((Map<?, ?>) one).get("contract")));
    }
    return contracts;
  }

  /** What a server printed, with the port of the documents. */
  private static List<String> asReadme(Launched server) {
    return server.printed().stream()
        .map(line -> line.replace("127.0.0.1:" + server.port(), "127.0.0.1:8080"))
        .map(line -> line.replaceAll("key=[0-9a-f]{32}", "key=8f31dbf2d09a17dfdb9e56bc68cdfd4d"))
        .toList();
  }

  /** The block after the one that holds a command alone. */
  private static List<String> block(List<String> lines, String command) {
    int begin = lines.indexOf(command) + 3;
    assertThat(lines.get(begin)).isEqualTo("```");
    int end = begin + 1;
    while (!lines.get(end).equals("```")) {
      end++;
    }
    return lines.subList(begin + 1, end);
  }

  private static List<String> shownAnswers(List<String> readme) {
    List<String> shapes = new ArrayList<>();
    for (int i = 0; i < readme.size() && shapes.size() < 5; i++) {
      if (readme.get(i).startsWith("# ") && readme.get(i + 1).startsWith("curl ")) {
        shapes.add(shape(readme.get(i + 2)));
      }
    }
    return shapes;
  }

  /** An answer without what is new each time. */
  private static String shape(String answer) {
    return answer.replaceAll("\"(\\w*token|csrf|created_at)\":\"[^\"]+\"", "\"$1\":…");
  }

  private void refused(String words, String... call) throws Exception {
    Ended ended = call(call);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).hasLineCount(1).startsWith("latchkey: ").contains(words);
  }

  /** Sends each request that the demonstration printed. */
  private static List<String> tryAll(Launched server) throws Exception {
    List<String> answers = new ArrayList<>();
    for (String line : server.printed()) {
      Matcher curl = CURL.matcher(line);
      if (curl.matches()) {
        HttpResponse<String> answer = post(URI.create(curl.group(1)), curl.group(2));
        assertThat(answer.statusCode()).as(line).isEqualTo(200);
        assertThat(answer.body()).as(line).doesNotContain("\"status\":4");
        answers.add(answer.body());
      }
    }
    assertThat(answers).hasSize(5);
    return answers;
  }

  private static HttpResponse<String> post(Launched server, String path, String body)
      throws Exception {
    return post(URI.create("http://127.0.0.1:" + server.port() + path), body);
  }

  private static HttpResponse<String> post(URI uri, String body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private String fakeJava(String version) throws Exception {
    Path home = directory.resolve("jdk-" + version);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"");
    Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\necho fake java \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return home.toString();
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
