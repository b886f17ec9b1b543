package dev.latchkey.adapter.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.latchkey.feature.mail.Deliveries.Outcome;
import dev.latchkey.feature.mail.Mail;
import dev.latchkey.feature.mail.SmtpSettings;
import dev.latchkey.feature.mail.SmtpSettings.Security;
import dev.latchkey.kernel.Language;
import dev.latchkey.kernel.StartProblem;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Letters over real sockets: to a real mail server, and to one that misbehaves (EML-18). */
@Timeout(30)
class SmtpDeliveriesTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  @TempDir static Path directory;

  private static TestCertificate certificate;

  private final AtomicInteger accepted = new AtomicInteger();

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.of("localhost", directory);
  }

  @Test
  void a_letter_arrives_with_both_its_parts() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.start();
    try {
      Outcome outcome = send(server.getSmtp().getPort(), Security.NONE, null, mail("ann@x.org"));

      assertThat(outcome).isEqualTo(new Outcome.Accepted());
      assertThat(accepted).hasValue(1);
      MimeMessage letter = server.getReceivedMessages()[0];
      assertThat(letter.getSubject()).isEqualTo("重置 your password");
      assertThat(letter.getMessageID()).isEqualTo("<0123abcd@example.com>");
      assertThat(letter.getFrom()[0])
          .isEqualTo(new InternetAddress("no-reply@example.com", "门 \"Latchkey\", Inc."));
      assertThat(letter.getAllRecipients()).containsExactly(new InternetAddress("ann@x.org"));
      assertThat(letter.getSentDate()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
      assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      Multipart parts = (Multipart) letter.getContent();
      assertThat(parts.getCount()).isEqualTo(2);
      assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
      assertThat(parts.getBodyPart(0).getContent())
          .isEqualTo("Hello, 你好.\r\n.\r\nhttps://x.org/?token=abc\r\n");
      assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
      assertThat(parts.getBodyPart(1).getContent().toString()).startsWith("<p>Hello, 你好.</p>");
    } finally {
      server.stop();
    }
  }

  @Test
  void implicit_tls_and_authentication_work_and_a_wrong_password_does_not() throws Exception {
    System.setProperty("greenmail.tls.keystore.file", certificate.store().toString());
    System.setProperty("greenmail.tls.keystore.password", TestCertificate.PASSWORD);
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtps"));
    server.withConfiguration(
        new com.icegreen.greenmail.configuration.GreenMailConfiguration()
            .withUser("no-reply@example.com", "sender", "s3cret-word"));
    server.start();
    try {
      int port = server.getSmtps().getPort();
      assertThat(send(settings(port, Security.TLS, certificate, "sender", "s3cret-word")))
          .isEqualTo(new Outcome.Accepted());
      assertThat(server.getReceivedMessages()).hasSize(1);
      assertThat(send(settings(port, Security.TLS, certificate, "sender", "wrong-word")))
          .isInstanceOf(Outcome.Unreachable.class)
          .asString()
          .contains("refused the user name or the password")
          .doesNotContain("wrong-word");
      // A certificate that nobody trusts.
      assertThat(send(settings(port, Security.TLS, null, null, null)))
          .isInstanceOf(Outcome.Unreachable.class)
          .asString()
          .contains("no secure connection");
      assertThat(server.getReceivedMessages()).hasSize(1);
    } finally {
      server.stop();
    }
  }

  @Test
  void starttls_protects_the_letter() throws Exception {
    try (FaultySmtp server = FaultySmtp.start(certificate)) {
      assertThat(send(server.port(), Security.STARTTLS, certificate, mail("ann@x.org")))
          .isEqualTo(new Outcome.Accepted());
      assertThat(server.letters()).hasSize(1);
      assertThat(server.commands()).contains("STARTTLS", "RCPT TO:<ann@x.org>");
    }
  }

  @Test
  void a_certificate_for_another_name_or_from_nobody_ends_the_talk() throws Exception {
    TestCertificate other = TestCertificate.of("mail.example.org", directory);
    try (FaultySmtp server = FaultySmtp.start(other)) {
      for (Security security : new Security[] {Security.STARTTLS, Security.STARTTLS_IF_OFFERED}) {
        assertThat(send(server.port(), security, other, mail("ann@x.org")))
            .isInstanceOf(Outcome.Unreachable.class);
        assertThat(send(server.port(), security, null, mail("ann@x.org")))
            .isInstanceOf(Outcome.Unreachable.class);
      }
      assertThat(server.letters()).isEmpty();
      assertThat(String.join(" ", server.commands())).doesNotContain("MAIL", "AUTH");
    }
  }

  @Test
  void a_stripped_starttls_sends_nothing_unless_that_was_allowed() throws Exception {
    try (FaultySmtp server = FaultySmtp.start(certificate)) {
      server.at("STRIP", "");
      assertThat(send(server.port(), Security.STARTTLS, certificate, mail("ann@x.org")))
          .isInstanceOf(Outcome.Unreachable.class)
          .asString()
          .contains("STARTTLS");
      assertThat(send(settings(server.port(), Security.STARTTLS, certificate, "me", "s3cret")))
          .isInstanceOf(Outcome.Unreachable.class);
      assertThat(String.join(" ", server.commands())).doesNotContain("MAIL", "AUTH");
      assertThat(send(server.port(), Security.STARTTLS_IF_OFFERED, certificate, mail("a@x.org")))
          .isEqualTo(new Outcome.Accepted());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GREETING, 554 go away, Unreachable",
    "GREETING, garbage, Unreachable",
    "GREETING, DIE, Unreachable",
    "GREETING, HANG, Unreachable",
    "GREETING, DRIP, Unreachable",
    "GREETING, FLOOD, Unreachable",
    "EHLO, DIE, Unreachable",
    "STARTTLS, 454 not now, Unreachable",
    "MAIL, 451 later, Unreachable",
    "MAIL, 550 not you, Unreachable",
    "MAIL, HANG, Unreachable",
    "RCPT, 451 greylisted, Postponed",
    "RCPT, 550 no such user, Refused",
    "RCPT, 552 mailbox full, Refused",
    "RCPT, 421 closing, Postponed",
    "RCPT, 530 5.7.0 authenticate first, Unreachable",
    "RCPT, DIE, Postponed",
    "RCPT, HANG, Postponed",
    "RCPT, nonsense, Postponed",
    "DATA, 451 later, Postponed",
    "DATA, 554 no, Refused",
    "DATA, DIE, Postponed",
    "DATA, HANG, Postponed",
    "'.', 452 disk full, Postponed",
    "'.', 554 spam, Refused",
    "'.', DIE, Unclear",
    "'.', HANG, Unclear",
    "'.', DRIP, Unclear",
    "'.', FLOOD, Unclear",
    "'.', nonsense, Unclear",
    "QUIT, HANG, Accepted",
    "QUIT, DIE, Accepted",
  })
  void every_misbehaviour_comes_to_its_outcome(String step, String answer, String outcome)
      throws Exception {
    TestCertificate secured = step.equals("STARTTLS") ? certificate : null;
    try (FaultySmtp server = FaultySmtp.start(secured)) {
      server.at(step, answer);
      Security security = secured == null ? Security.NONE : Security.STARTTLS;
      Outcome came = send(server.port(), security, secured, mail("ann@x.org"));

      assertThat(came.getClass().getSimpleName()).as(came.toString()).isEqualTo(outcome);
      assertThat(accepted).hasValue(outcome.equals("Accepted") ? 1 : 0);
      if (Character.isDigit(answer.charAt(0)) && !step.equals("GREETING") && secured == null) {
        assertThat(came.toString()).contains(answer);
      }
    }
  }

  @Test
  void a_server_that_drips_is_left_when_the_time_of_the_letter_is_over() throws Exception {
    try (FaultySmtp server = FaultySmtp.start(null)) {
      server.at("RCPT", FaultySmtp.DRIP);
      assertThat(send(server.port(), Security.NONE, null, mail("ann@x.org")).toString())
          .contains("longer than a letter may");
    }
  }

  @Test
  void a_server_that_never_ends_its_line_fills_no_memory() throws Exception {
    try (FaultySmtp server = FaultySmtp.start(null)) {
      for (String step : new String[] {"GREETING", "EHLO", "."}) {
        server.behave();
        server.at(step, FaultySmtp.FLOOD);
        assertThat(send(server.port(), Security.NONE, null, mail("ann@x.org")).toString())
            .contains("the server says too much");
      }
    }
  }

  @Test
  void a_port_where_nobody_listens_is_unreachable() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }
    assertThat(send(port, Security.NONE, null, mail("ann@x.org")))
        .isInstanceOf(Outcome.Unreachable.class)
        .asString()
        .contains("nothing listens there");
  }

  @Test
  void an_address_beyond_ascii_needs_a_server_that_takes_it() throws Exception {
    try (FaultySmtp server = FaultySmtp.start(null)) {
      assertThat(send(server.port(), Security.NONE, null, mail("用户@example.com")))
          .isInstanceOf(Outcome.Refused.class)
          .asString()
          .contains("SMTPUTF8");
      server.at("SMTPUTF8", "");
      assertThat(send(server.port(), Security.NONE, null, mail("用户@example.com")))
          .isEqualTo(new Outcome.Accepted());
      assertThat(server.commands()).contains("RCPT TO:<用户@example.com>");
      assertThat(server.letters().getFirst()).contains("To: <用户@example.com>");
      assertThat(send(server.port(), Security.NONE, null, mail("\"a..b\"@example.com")))
          .isEqualTo(new Outcome.Accepted());
      assertThat(server.commands()).contains("RCPT TO:<\"a..b\"@example.com>");
    }
  }

  @Test
  void a_header_cannot_be_injected() {
    for (String evil : new String[] {"a\r\nBcc: b@x.org", "a\nb", "a\rb", "a\u0000b"}) {
      assertThatThrownBy(() -> mail("ann@x.org", evil))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> mail(evil)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void closing_breaks_off_what_goes_on_and_refuses_the_rest() throws Exception {
    try (FaultySmtp server = FaultySmtp.start(null)) {
      server.at("GREETING", FaultySmtp.HANG);
      Duration patient = Duration.ofSeconds(20);
      SmtpSettings slow =
          new SmtpSettings(
              "localhost",
              server.port(),
              Security.NONE,
              null,
              null,
              null,
              null,
              patient,
              patient,
              patient);
      SmtpDeliveries deliveries = new SmtpDeliveries(slow, "here");
      Thread closer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (server.connections() == 0) {
                      Thread.onSpinWait();
                    }
                    deliveries.close();
                  });
      assertThat(deliveries.deliver(mail("ann@x.org"), () -> {}))
          .isInstanceOf(Outcome.Unreachable.class);
      closer.join();
      assertThat(deliveries.deliver(mail("ann@x.org"), () -> {}))
          .isEqualTo(new Outcome.Unreachable("this server is stopping"));
    }
  }

  @Test
  void a_file_without_certificates_is_a_start_problem() throws Exception {
    Path junk = Files.writeString(directory.resolve("junk.pem"), "no certificate");
    SmtpSettings settings =
        new SmtpSettings("localhost", 1, Security.TLS, null, null, junk, null, SHORT, SHORT, SHORT);
    assertThatThrownBy(() -> new SmtpDeliveries(settings, "here"))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("mail.smtp.ca_file")
        .hasMessageContaining("junk.pem");
  }

  private Outcome send(int port, Security security, @Nullable TestCertificate trusted, Mail mail) {
    SmtpSettings settings = settings(port, security, trusted, null, null);
    try (SmtpDeliveries deliveries = new SmtpDeliveries(settings, "here")) {
      return deliveries.deliver(mail, accepted::incrementAndGet);
    }
  }

  private Outcome send(SmtpSettings settings) {
    try (SmtpDeliveries deliveries = new SmtpDeliveries(settings, "here")) {
      return deliveries.deliver(mail("ann@x.org"), accepted::incrementAndGet);
    }
  }

  private static SmtpSettings settings(
      int port,
      Security security,
      @Nullable TestCertificate trusted,
      @Nullable String username,
      @Nullable String password) {
    return new SmtpSettings(
        "localhost",
        port,
        security,
        username,
        password,
        trusted == null ? null : trusted.pem(),
        null,
        Duration.ofSeconds(5),
        security == Security.NONE ? SHORT : Duration.ofSeconds(5),
        security == Security.NONE ? SHORT.multipliedBy(2) : Duration.ofSeconds(10));
  }

  private static Mail mail(String to) {
    return mail(to, "重置 your password");
  }

  private static Mail mail(String to, String subject) {
    return new Mail(
        "0123abcd@example.com",
        "no-reply@example.com",
        "门 \"Latchkey\", Inc.",
        to,
        !to.chars().allMatch(c -> c < 0x7f),
        subject,
        "Hello, 你好.\n.\nhttps://x.org/?token=abc\n",
        "<p>Hello, 你好.</p>\n",
        Language.CHINESE,
        Instant.parse("2026-03-01T12:00:00Z"));
  }
}
