package dev.latchkey.wire.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.feature.mail.LinkSettings;
import dev.latchkey.feature.mail.MailSettings;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.feature.mail.SmtpSettings;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.AccountId;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Letters are read at the machine they stay on, and from nowhere else. */
class InboxPagesTest {
  private static void signUpAndAsk(RunningHouse house) {
    house.post(
        "/api/v1/session/signup",
        "[{\"username\":\"joe-x\",\"password\":\"pa55\",\"email\":\"joe@example.com\"}]");
    house.post("/api/v1/session/send-confirmation-email", "[\"joe-x\"]");
    house.post("/api/v1/session/send-password-reset-email", "[\"joe-x\"]");
  }

  /** Opens the inbox as whoever started the server does, and keeps the cookie that it gives. */
  private static String cookie(RunningHouse house) {
    HttpResponse<String> opened = house.get(house.house().inbox().orElseThrow());
    assertThat(opened.statusCode()).isEqualTo(303);
    assertThat(opened.headers().firstValue("Location")).contains("/dev/inbox");
    String line = opened.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(line).contains("; HttpOnly", "; SameSite=Strict", "; Path=/dev");
    return line.substring(0, line.indexOf(';'));
  }

  private static HttpResponse<String> read(RunningHouse house, String path) {
    return house.get(path, "Cookie", cookie(house));
  }

  @Test
  void nobody_reads_a_letter_without_the_key_of_this_start() {
    try (RunningHouse house = RunningHouse.start();
        RunningHouse other = RunningHouse.start()) {
      signUpAndAsk(house);
      String foreign = cookie(other);
      for (String path :
          List.of("/dev/inbox", "/dev/inbox.json", "/dev/inbox/1", "/dev/inbox/1/html")) {
        for (HttpResponse<String> refused :
            List.of(
                house.get(path),
                house.get(path + "?key="),
                house.get(path + "?key=" + "0".repeat(32)),
                house.get(path, "Cookie", foreign),
                house.get(path, "Cookie", "latchkey-inbox="))) {
          assertThat(refused.statusCode()).as(path).isEqualTo(403);
          assertThat(refused.body()).contains("that the server printed").doesNotContain("joe");
          assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
        }
        assertThat(read(house, path).statusCode()).as(path).isEqualTo(200);
      }
    }
  }

  @Test
  void the_pages_lead_to_the_inbox_and_never_tell_its_key() {
    try (RunningHouse house = RunningHouse.start()) {
      String key = house.house().inbox().orElseThrow().replaceAll(".*=", "");
      HttpResponse<String> sent = Doors.PAGES.signUp(house, Person.fresh());
      assertThat(sent.body()).contains("/dev/inbox\"").doesNotContain(key);
    }
  }

  @Test
  void letters_are_listed_newest_first_with_links_that_lead_to_this_server() {
    try (RunningHouse house = RunningHouse.start()) {
      assertThat(read(house, "/dev/inbox").body()).contains("There are no letters yet");
      signUpAndAsk(house);
      HttpResponse<String> list = read(house, "/dev/inbox");
      String body = list.body();

      assertThat(list.statusCode()).isEqualTo(200);
      assertThat(body.indexOf("Set a new password"))
          .isPositive()
          .isLessThan(body.indexOf("Confirm your e-mail address"));
      assertThat(body)
          .containsPattern(
              "<a rel=\"noreferrer\" href=\"http://127.0.0.1:"
                  + house.port()
                  + "/account/reset-password\\?token=[A-Za-z0-9_-]{34}\">");
      assertThat(list.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(list.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(list.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      house.clock().advance(Duration.ofHours(1));
      assertThat(read(house, "/dev/inbox").body())
          .contains("its link has expired")
          .doesNotContain("token=");
    }
  }

  @Test
  void one_letter_is_shown_whole_in_a_frame_without_rights() {
    try (RunningHouse house = RunningHouse.start()) {
      signUpAndAsk(house);
      assertThat(read(house, "/dev/inbox/2").body())
          .contains("<iframe", "src=\"/dev/inbox/2/html\"", "sandbox=\"allow-popups", "<pre>");
      HttpResponse<String> letter = read(house, "/dev/inbox/2/html");
      assertThat(letter.body()).contains("<base target=\"_top\">", "Choose a new password");
      assertThat(letter.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("sandbox ", "default-src 'none'", "frame-ancestors 'self'")
          .doesNotContain("allow-scripts", "allow-same-origin");
      for (String id : new String[] {"99", "0", "-1", "x", "1".repeat(30), "%31%0a", "1;2"}) {
        assertThat(read(house, "/dev/inbox/" + id).statusCode()).as(id).isEqualTo(404);
      }
      assertThat(house.post("/dev/inbox", "{}").statusCode()).isEqualTo(405);
    }
  }

  @Test
  void scripts_get_json() {
    try (RunningHouse house = RunningHouse.start()) {
      signUpAndAsk(house);
      HttpResponse<String> json = read(house, "/dev/inbox.json");
      assertThat(json.headers().firstValue("Content-Type").orElseThrow()).contains("json");
      String address = house.house().inbox().orElseThrow().replace("inbox?", "inbox.json?");
      assertThat(house.get(address).body())
          .as("with the key in the address")
          .isEqualTo(json.body());
      assertThat(json.body())
          .startsWith("[{\"id\":2,\"kind\":\"reset_password\"")
          .contains("\"to\":\"joe@example.com\"", "\"link\":\"http://127.0.0.1:");
    }
  }

  @Test
  void what_a_letter_tells_is_text() {
    try (RunningHouse house = RunningHouse.start()) {
      signUpAndAsk(house);
      Account joe = house.house().ports().accounts().find(new AccountId(100)).orElseThrow();
      Letter letter =
          new Letter(
              Letter.Kind.NEW_DEVICE,
              joe.id(),
              "\"><script>alert(1)</script>@example.com",
              null,
              null,
              Map.of(Letter.Fact.AGENT, "</pre><img src=x onerror=alert(1)>"));
      house
          .house()
          .ports()
          .outbox()
          .insert(Outbox.Entry.waiting(letter, null, "letter/x", house.clock().now(), null));
      for (String path : new String[] {"/dev/inbox", "/dev/inbox/3", "/dev/inbox/3/html"}) {
        assertThat(read(house, path).body()).doesNotContain("<script", "<img");
      }
    }
  }

  @Test
  void only_a_request_straight_from_this_machine_is_answered() throws Exception {
    try (RunningHouse house = RunningHouse.start()) {
      signUpAndAsk(house);
      int port = house.port();
      String cookie = "\r\nCookie: " + cookie(house);
      assertThat(raw(port, "Host: 127.0.0.1:" + port + cookie)).contains(" 200 ");
      assertThat(raw(port, "Host: localhost:" + port + cookie)).contains(" 200 ");
      for (String headers :
          List.of(
              "Host: evil.example",
              "Host: localhost.evil.example",
              "Host: 127.0.0.1.evil.example:8080",
              "Host: 192.168.1.2",
              "Host: 127.0.0.1\r\nX-Forwarded-For: 127.0.0.1",
              "Host: 127.0.0.1\r\nForwarded: for=127.0.0.1",
              "Host: 127.0.0.1\r\nVia: 1.1 proxy",
              "Host: 127.0.0.1\r\nX-Real-IP: 127.0.0.1",
              "Host: 127.0.0.1\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors")) {
        for (String path : List.of("/dev/inbox", "/dev/inbox.json", "/dev/inbox/1/html")) {
          assertThat(raw(port, path, headers + cookie)).as(headers).contains(" 404 ");
        }
      }
    }
  }

  private static String raw(int port, String headers) throws Exception {
    return raw(port, "/dev/inbox", headers);
  }

  private static String raw(int port, String path, String headers) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      String head = "GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.lines().findFirst().orElse("");
    }
  }

  @Test
  void there_is_no_inbox_where_letters_are_sent_or_others_could_come() {
    SmtpSettings smtp =
        new SmtpSettings(
            "127.0.0.1",
            1,
            SmtpSettings.Security.NONE,
            null,
            null,
            null,
            null,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    try (RunningHouse house =
        RunningHouse.start(
            s -> s.withMail(MailSettings.DEFAULT.sending(smtp, "no-reply@example.com")))) {
      assertThat(house.get("/dev/inbox").statusCode()).isEqualTo(404);
    }
    try (RunningHouse house =
        RunningHouse.start(
            s ->
                s.withMail(
                    s.mail().linking(URI.create("https://id.example/"), LinkSettings.DEFAULT)))) {
      assertThat(house.get("/dev/inbox").statusCode()).isEqualTo(404);
    }
    try (RunningHouse house =
        RunningHouse.start(s -> s.withHttp(s.http().trusting(List.of("10.0.0.0/8"))))) {
      assertThat(house.get("/dev/inbox.json").statusCode()).isEqualTo(404);
    }
    try (RunningHouse house =
        RunningHouse.start(s -> s.withHttp(s.http().listeningAt("0.0.0.0", 0)))) {
      assertThat(house.get("/dev/inbox").statusCode()).isEqualTo(404);
    }
  }
}
