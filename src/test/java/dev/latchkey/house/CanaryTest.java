package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.latchkey.adapter.log.LogSettings;
import dev.latchkey.adapter.log.LogSettings.Format;
import dev.latchkey.adapter.smtp.FaultySmtp;
import dev.latchkey.feature.mail.MailSettings;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.feature.mail.Outbox.Status;
import dev.latchkey.feature.mail.SmtpSettings;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.PageForms;
import dev.latchkey.house.doors.Person;
import dev.latchkey.wire.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Whatever people send, and whatever goes wrong with it, none of it is written where many may read:
 * the log, the figures, what is listed of letters. Everything sent here has {@code canary} in it;
 * what the server gives out instead is remembered.
 */
@Timeout(60)
class CanaryTest {
  private static final String CANARY = "canary";
  private static final String CLIENT = "zpjfcgu8nqgrpwlsau30ycpl2mc9ox";
  private static final Set<String> PLAIN =
      Set.of("kind", "place", "language", "facts", "status", "holder", "problem");

  private final Set<String> given = new TreeSet<>();
  private int people;

  @ParameterizedTest
  @EnumSource
  void no_secret_reaches_the_log_the_figures_or_the_list_of_letters(Format format)
      throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(written, true, StandardCharsets.UTF_8);
    Logger ours = (Logger) LoggerFactory.getLogger("dev.latchkey");
    ours.setLevel(Level.TRACE);
    System.setOut(both);
    System.setErr(both);
    new LogSettings(format).apply();
    try {
      liveThroughEverything();
    } finally {
      System.setOut(out);
      System.setErr(err);
      LogSettings.DEFAULT.apply();
      ours.setLevel(null);
    }
    String log = written.toString(StandardCharsets.UTF_8);
    // What went wrong was told, and with enough to find it.
    assertThat(log)
        .contains("defect in private-token, request ", "[address]", "no such user")
        .contains("org.sqlite.SQLiteException");
    assertHarmless("log", log);
    if (format == Format.JSON) {
      assertRecords(log);
    }
  }

  private void liveThroughEverything() throws Exception {
    try (FaultySmtp smtp = FaultySmtp.start(null);
        RunningHouse house = RunningHouse.start(s -> s.withMail(sending(smtp.port())))) {
      smtp.at("RCPT", "450 4.2.0 <canary@mail.example> come back later");
      for (Door door : Doors.ALL) {
        Person person = fresh();
        come(house, door, person);
        fail(house, door, person);
      }
      forget(house);
      smtp.at("RCPT", "550 5.1.1 <canary@mail.example> no such user");
      await(
          () -> {
            house.clock().advance(Duration.ofMinutes(1));
            return letters(house).stream().anyMatch(one -> one.status() == Status.GIVEN_UP);
          });
      breakStore(house);
      for (Door door : Doors.ALL) {
        Person person = fresh();
        door.signUp(house, person);
        fail(house, door, person);
      }
      assertHarmless("figures", house.get("/metrics").body());
      assertLettersHarmless(house);
      assertFilesHarmless(house);
    }
  }

  private void come(RunningHouse house, Door door, Person person) {
    remember(door.signUp(house, person));
    String[] key = door.enter(house, person);
    Stream.of(key).forEach(this::remember);
    assertThat(door.knows(house, key)).isTrue();
  }

  private void fail(RunningHouse house, Door door, Person person) throws Exception {
    door.signIn(house, person.email(), "canary-wrong-password");
    door.signIn(house, "canary-password-typed-as-a-name", "x");
    door.signIn(house, "canary\r\n2026 ERROR forged\u001b[2J\u202e", "canary");
    door.check(house, "Authorization", "Bearer canary-token", "Cookie", "latchkey=canary-token");
    for (String path : List.of("/sign_in", "/v1/auth/sign_in", "/api/v1/session/signin")) {
      house.post(path, "{\"password\":\"canary-in-broken-json");
      house.post(path + "?password=canary", "[{\"username\":{\"canary\":\"canary\"}}]");
      house.post(path, "canary", "Content-Type", "text/canary");
    }
    house.get("/account/reset-password?token=canary-token");
    house.get("/account/confirm-email?token=canary-token");
    house.get("/canary/%63anary?canary=1");
    raw(house, "POST /sign_in HTTP/1.1\r\nHost: canary:canary\r\nContent-Length: canary\r\n\r\n");
    raw(house, "GET /canary\u0001 HTTP/9.9\r\nHost: a\r\nAuthorization: canary\r\n\r\n");
  }

  /** Walks through the lost password, with the link that is sealed in the letter. */
  private void forget(RunningHouse house) {
    Person person = fresh();
    Doors.PAGES.signUp(house, person);
    PageForms.post(house, "/account/forgot-password", Map.of("name", person.email()));
    house.post("/api/v1/session/send-password-reset-email", "[\"" + person.email() + "\"]");
    Outbox.Entry letter =
        letters(house).stream().filter(one -> one.sealedSecret() != null).toList().getLast();
    String token = MailedLinks.token(house.house().features().letterText().write(letter).text());
    given.add(token);
    assertThat(
            house
                .post(
                    "/api/v1/session/set-password-by-token",
                    "[\"" + token + "\",\"CanaryPass9876\"]")
                .body())
        .contains("\"status\":200");
  }

  private static void breakStore(RunningHouse house) throws Exception {
    try (Connection store = store(house);
        Statement statement = store.createStatement()) {
      for (String table : List.of("passwords", "identifiers")) {
        statement.executeUpdate("ALTER TABLE " + table + " RENAME TO gone_" + table);
      }
    }
  }

  private void assertLettersHarmless(RunningHouse house) throws Exception {
    try (Connection store = store(house);
        Statement statement = store.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM letters")) {
      int seen = 0;
      while (rows.next()) {
        seen++;
        for (String column : PLAIN) {
          // Where a server says no, it quotes the address, which stands beside it anyway.
          String value = String.valueOf(rows.getString(column));
          assertHarmless("letters." + column, value.replace("canary@mail.example", "[address]"));
        }
      }
      assertThat(seen).isGreaterThan(2);
    }
  }

  /** Addresses and names are kept there, so only what proves something is looked for. */
  private void assertFilesHarmless(RunningHouse house) throws Exception {
    try (Stream<Path> files = Files.walk(house.directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        for (String secret : given) {
          assertThat(bytes.contains(secret)).as(file.getFileName() + " " + secret).isFalse();
        }
        assertThat(bytes.toLowerCase(Locale.ROOT).contains("canarypass")).isFalse();
        assertThat(bytes.contains("canary-wrong")).isFalse();
        assertThat(bytes.contains("canary-password-typed")).isFalse();
      }
    }
  }

  private void assertHarmless(String what, String text) {
    int at = text.toLowerCase(Locale.ROOT).indexOf(CANARY);
    assertThat(at)
        .as(() -> what + ": " + text.substring(Math.max(0, at - 300), at + 100))
        .isNegative();
    assertThat(given).hasSizeGreaterThan(6);
    for (String secret : given) {
      assertThat(text.contains(secret)).as(what + " has " + secret).isFalse();
    }
  }

  private static void assertRecords(String log) throws Exception {
    List<String> requests = new ArrayList<>();
    for (String line : log.lines().toList()) {
      Map<?, ?> record = (Map<?, ?>) Json.read(line.getBytes(StandardCharsets.UTF_8));
      String message = String.valueOf(record.get("message"));
      assertThat(String.valueOf(record.get("time"))).endsWith("Z");
      if (message.startsWith("defect in private-token, request ")) {
        assertThat(message).contains(", request " + record.get("request"));
        assertThat(record.containsKey("exception")).isTrue();
        requests.add(message);
      }
    }
    assertThat(requests).isNotEmpty();
  }

  private void remember(java.net.http.HttpResponse<String> answer) {
    answer.headers().allValues("set-cookie").forEach(this::remember);
    remember(answer.body());
  }

  private void remember(String text) {
    for (String word : text.split("[^A-Za-z0-9_.+/-]+")) {
      boolean isRandom = word.chars().anyMatch(Character::isDigit) && !word.contains("/");
      // The id of a client is no secret.
      if (word.length() >= 24 && isRandom && !word.equals(CLIENT)) {
        given.add(word);
      }
    }
  }

  private Person fresh() {
    people++;
    return new Person(
        "canary_user_" + people, "canary" + people + "@mail.example", "CanaryPass123" + people);
  }

  private static void raw(RunningHouse house, String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
  }

  private static Connection store(RunningHouse house) throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + house.directory().resolve("latchkey.db"));
  }

  private static List<Outbox.Entry> letters(RunningHouse house) {
    return house.house().ports().outbox().list(0, 1000);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for too long").isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static MailSettings sending(int port) {
    Duration patience = Duration.ofSeconds(2);
    return MailSettings.DEFAULT.sending(
        new SmtpSettings(
            "127.0.0.1",
            port,
            SmtpSettings.Security.NONE,
            null,
            null,
            null,
            null,
            patience,
            patience,
            patience),
        "no-reply@example.com");
  }
}
