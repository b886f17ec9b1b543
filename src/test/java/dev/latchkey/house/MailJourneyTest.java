package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.latchkey.adapter.smtp.FaultySmtp;
import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.feature.mail.MailSettings;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.feature.mail.Outbox.Status;
import dev.latchkey.feature.mail.SmtpSettings;
import dev.latchkey.feature.password.ChangePassword;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** From a request at a wire to a letter in a mailbox, and back by its link. */
@Timeout(60)
class MailJourneyTest {
  private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]{34})");

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

  private static void signUp(RunningHouse house, String name, String email) {
    String body =
        house
            .post(
                "/api/v1/session/signup",
                "[{\"username\":\"%s\",\"password\":\"pa55word\",\"email\":\"%s\"}]"
                    .formatted(name, email))
            .body();
    assertThat(body).startsWith("{\"status\":200");
  }

  private static void requestReset(RunningHouse house, String name) {
    assertThat(
            house
                .post("/api/v1/session/send-password-reset-email", "[\"" + name + "\"]")
                .statusCode())
        .isEqualTo(200);
  }

  private static String setPassword(RunningHouse house, String token, String password) {
    return house
        .post("/api/v1/session/set-password-by-token", "[\"" + token + "\",\"" + password + "\"]")
        .body();
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

  private static String text(MimeMessage letter) throws Exception {
    BodyPart plain = ((Multipart) letter.getContent()).getBodyPart(0);
    return plain.getContent().toString();
  }

  @Test
  void a_forgotten_password_is_set_by_the_mailed_link_and_the_owner_is_told() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    try (RunningHouse house =
        RunningHouse.start(s -> s.withMail(sending(server.getSmtp().getPort())))) {
      signUp(house, "joe-x", "Joe@Example.com");
      requestReset(house, "joe-x");
      await(() -> server.getReceivedMessages().length == 1);
      MimeMessage letter = server.getReceivedMessages()[0];
      assertThat(letter.getAllRecipients()[0]).hasToString("joe@example.com");
      Matcher link = TOKEN.matcher(text(letter));
      assertThat(link.find()).isTrue();

      assertThat(setPassword(house, link.group(1), "n3w-pa55word")).contains("\"status\":200");
      await(() -> server.getReceivedMessages().length == 2);
      MimeMessage told = server.getReceivedMessages()[1];
      assertThat(told.getSubject()).isEqualTo("Your password was changed");
      assertThat(text(told)).contains("From: 127.0.0.1", "When: ").doesNotContain("://");
      // A second use (EML-02), and nothing of the secret is left behind (EML-14).
      assertThat(setPassword(house, link.group(1), "other-pa55word")).contains("\"status\":404");
      await(() -> letters(house).stream().allMatch(one -> one.status() == Status.SENT));
      assertThat(letters(house)).allMatch(one -> one.sealedSecret() == null);
      assertNowhere(house.directory(), link.group(1));
      assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage))
          .noneMatch(line -> line.contains(link.group(1)) || line.contains("joe@example"));
    } finally {
      root.detachAppender(log);
      server.stop();
    }
  }

  private static void assertNowhere(Path directory, String secret) throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes.contains(secret)).as(file.toString()).isFalse();
      }
    }
  }

  @Test
  void a_dead_mail_server_delays_letters_and_holds_up_no_request() throws Exception {
    try (FaultySmtp server = FaultySmtp.start(null);
        RunningHouse house = RunningHouse.start(s -> s.withMail(sending(server.port())))) {
      server.at("GREETING", FaultySmtp.HANG);
      signUp(house, "joe-x", "joe@example.com");
      requestReset(house, "joe-x");
      await(() -> server.connections() > 0);
      int threads = Thread.activeCount();
      long before = System.nanoTime();
      for (int i = 0; i < 8; i++) {
        signUp(house, "joe" + i + "-x", "joe" + i + "@example.com");
        requestReset(house, "joe" + i + "-x");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
      assertThat(Thread.activeCount()).isLessThan(threads + 10);
      assertThat(letters(house)).hasSize(9).allMatch(one -> one.status() == Status.WAITING);

      server.behave();
      await(
          () -> {
            house.clock().advance(Duration.ofSeconds(1));
            return server.letters().size() == 9;
          });
      await(() -> letters(house).stream().allMatch(one -> one.status() == Status.SENT));
    }
  }

  @Test
  void letters_that_waited_while_the_server_was_down_are_sent_after_the_next_start()
      throws Exception {
    try (FaultySmtp server = FaultySmtp.start(null);
        RunningHouse house = RunningHouse.start(s -> s.withMail(sending(server.port())))) {
      server.at("RCPT", "550 5.1.1 no such user");
      signUp(house, "joe-x", "joe@example.com");
      requestReset(house, "joe-x");
      await(() -> letters(house).getFirst().status() == Status.GIVEN_UP);
      assertThat(letters(house).getFirst().problem()).contains("550 5.1.1 no such user");
      server.behave();
      assertThat(house.house().ports().outbox().retry(1, house.clock().now())).isTrue();
      await(() -> server.letters().size() == 1);
      await(() -> letters(house).getFirst().status() == Status.SENT);
    }
  }

  @Test
  void links_follow_the_configuration_whatever_a_request_says() throws Exception {
    String[][] poisons = {
      {"Host: evil.example"},
      {"Host: evil.example:80", "X-Forwarded-Host: evil.example"},
      {"Host: 127.0.0.1", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https"},
      {"Host: 127.0.0.1", "Forwarded: for=1.2.3.4;host=evil.example;proto=https"},
      {"Host: 127.0.0.1", "X-Forwarded-Port: 4711", "X-Forwarded-Prefix: //evil.example/"},
      {"Host: 127.0.0.1", "X-Original-URL: https://evil.example/", "X-Rewrite-URL: //evil.example"},
      {"Host: 127.0.0.1", "Origin: https://evil.example", "Referer: https://evil.example/"},
    };
    String[][] routes = {
      {"POST", "/api/v1/session/send-password-reset-email", "[\"%s-x\"]"},
      {"POST", "/v1/session/send-password-reset-email", "[\"%s-x\"]"},
      {"POST", "/api/v1/session/send-confirmation-email", "[\"%s-x\"]"},
      {"POST", "/api/v1/sessions/restore_password", "{\"user\":{\"email\":\"%s@example.com\"}}"},
      {"POST", "/api/v2/reset_password", "{\"email\":\"%s@example.com\"}"},
    };
    try (RunningHouse house =
        RunningHouse.start(
            s ->
                s.withHttp(s.http().trusting(List.of("127.0.0.1")))
                    .withMail(
                        s.mail()
                            .linking(
                                java.net.URI.create("https://id.example/"),
                                dev.latchkey.feature.mail.LinkSettings.DEFAULT)))) {
      int sent = 0;
      for (String[] route : routes) {
        for (int i = 0; i < poisons.length; i++) {
          String name = "joe" + sent;
          signUp(house, name + "-x", name + "@example.com");
          raw(house.port(), route[0], route[1], route[2].formatted(name), poisons[i]);
          sent++;
          assertThat(letters(house)).as(route[1] + " " + poisons[i][0]).hasSize(sent);
        }
        String name = "joe" + sent;
        signUp(house, name + "-x", name + "@example.com");
        String absolute = "http://evil.example" + route[1];
        String status =
            raw(
                house.port(),
                route[0],
                absolute,
                route[2].formatted(name),
                new String[] {"Host: evil.example"});
        sent += status.contains(" 200 ") || status.contains(" 204 ") ? 1 : 0;
        assertThat(letters(house)).as(absolute + status).hasSize(sent);
      }
      for (Outbox.Entry entry : letters(house)) {
        var letter = house.house().features().letterText().write(entry);
        assertThat(letter.text() + letter.html() + letter.subject())
            .contains("https://id.example/account/")
            .doesNotContain("evil.example", "4711");
      }
    }
  }

  /** Sends a request as it is written; gives the status line. */
  private static String raw(int port, String verb, String path, String body, String[] headers)
      throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add(verb + " " + path + " HTTP/1.1");
    lines.addAll(List.of(headers));
    lines.add("Content-Type: application/json");
    lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    lines.add("Connection: close");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write((String.join("\r\n", lines) + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.lines().findFirst().orElse("");
    }
  }

  @Test
  void a_link_lives_for_an_hour_to_the_second_and_only_for_its_purpose() throws Exception {
    try (RunningHouse house = RunningHouse.start()) {
      signUp(house, "joe-x", "joe@example.com");
      // EML-05: a confirmation link sets no password.
      house.post("/api/v1/session/send-confirmation-email", "[\"joe-x\"]");
      assertThat(setPassword(house, newest(house), "n3w-pa55word")).contains("\"status\":400");
      // EML-04: no hidden grace.
      requestReset(house, "joe-x");
      String late = newest(house);
      house.clock().advance(Duration.ofHours(1));
      assertThat(setPassword(house, late, "n3w-pa55word")).contains("Token is invalid");
      requestReset(house, "joe-x");
      String good = newest(house);
      house.clock().advance(Duration.ofMinutes(59).plusSeconds(50));
      assertThat(setPassword(house, good, "n3w-pa55word")).contains("\"status\":200");
    }
  }

  @Test
  void a_newer_letter_kills_the_links_of_those_before_it() {
    try (RunningHouse house = RunningHouse.start()) {
      signUp(house, "joe-x", "joe@example.com");
      requestReset(house, "joe-x");
      String older = newest(house);
      requestReset(house, "JOE@EXAMPLE.COM");
      assertThat(letters(house)).extracting(Outbox.Entry::address).containsOnly("joe@example.com");
      assertThat(setPassword(house, older, "n3w-pa55word")).contains("\"status\":404");
      assertThat(setPassword(house, newest(house), "n3w-pa55word")).contains("\"status\":200");
      // EML-16: a name that merely looks alike gets no letter.
      int before = letters(house).size();
      requestReset(house, "joe@examp\\u0142e.com");
      requestReset(house, "\\uff4aoe@example.com.");
      assertThat(letters(house)).hasSize(before);
      for (String blank : new String[] {"", " ", "A".repeat(34), "null"}) {
        assertThat(setPassword(house, blank, "n3w-pa55word")).doesNotContain("\"status\":200");
      }
    }
  }

  @Test
  void a_changed_password_is_told_to_the_stored_address_and_to_invented_ones_never() {
    try (RunningHouse house = RunningHouse.start()) {
      house.post(
          "/sign_up",
          "{\"username\":\"ann\",\"email\":\"Ann@Example.org\",\"password\":\"test1234\","
              + "\"password_confirmation\":\"test1234\"}");
      house.post("/sign_in_with/wechat", "{\"uid\":\"openid-1\"}");
      for (int number : new int[] {100, 101}) {
        Account account =
            house.house().ports().accounts().find(new AccountId(number)).orElseThrow();
        // The address changes after the session was checked.
        Identifier moved = Identifier.email("Moved@Example.org").orElseThrow();
        if (number == 100) {
          changeEmail(house, account, moved);
        }
        assertThat(
                house
                    .house()
                    .features()
                    .changePassword()
                    .change(
                        new ChangePassword.Request(
                            account,
                            house.house().ports().sessions().of(account.id()).getFirst(),
                            null,
                            Password.of("other1234"),
                            false,
                            null,
                            Origin.LOCAL)))
            .isInstanceOf(ChangePassword.Outcome.Changed.class);
      }
      assertThat(letters(house))
          .extracting(Outbox.Entry::address)
          .containsExactly("Moved@Example.org");
    }
  }

  private static void changeEmail(RunningHouse house, Account account, Identifier email) {
    try {
      house.house().ports().accounts().changeEmail(account.id(), email, house.clock().now());
    } catch (IdentifierTaken e) {
      throw new AssertionError(e);
    }
  }

  private static String newest(RunningHouse house) {
    Outbox.Entry entry =
        letters(house).stream().filter(one -> one.sealedSecret() != null).toList().getLast();
    Matcher link = TOKEN.matcher(house.house().features().letterText().write(entry).text());
    assertThat(link.find()).isTrue();
    return link.group(1);
  }
}
