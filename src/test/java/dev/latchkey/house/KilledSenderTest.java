package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.adapter.smtp.FaultySmtp;
import dev.latchkey.boot.House;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.cli.Main;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.signup.SignUpRequest;
import dev.latchkey.feature.mail.MailSettings;
import dev.latchkey.feature.mail.Outbox.Status;
import dev.latchkey.feature.mail.SmtpSettings;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed with a letter in hand: another one on the store sends it. */
@Timeout(90)
class KilledSenderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;

  private ServerSettings settings(int port) {
    return TestSettings.cheap(directory)
        .withMail(
            MailSettings.DEFAULT.sending(
                new SmtpSettings(
                    "127.0.0.1",
                    port,
                    SmtpSettings.Security.NONE,
                    null,
                    null,
                    null,
                    null,
                    PATIENCE,
                    PATIENCE,
                    PATIENCE),
                "no-reply@example.com"));
  }

  private Process serve(int smtpPort) throws Exception {
    Path config =
        Files.writeString(
            directory.resolve("latchkey.yaml"),
            "mail:\n  from: no-reply@example.com\n  smtp: {host: 127.0.0.1, security: none, port: "
                + smtpPort
                + "}\n");
    String classPath =
        Main.class.getClassLoader() instanceof URLClassLoader own
            ? Stream.of(own.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
            : System.getProperty("java.class.path");
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath,
            Main.class.getName(),
            "serve",
            "--port",
            "0",
            "--data",
            directory.toString(),
            "--config",
            config.toString())
        .directory(directory.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void askForReset(House house) {
    Identifier ann = Identifier.email("ann@example.org").orElseThrow();
    house
        .core()
        .signUp()
        .signUp(
            new SignUpRequest(
                NewAccount.in(RealmName.MAIN).withEmail(ann),
                Password.of("correct horse"),
                null,
                Origin.LOCAL));
    house.features().requestReset().request(RealmName.MAIN, "ann@example.org", Origin.LOCAL);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for too long").isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static Status status(House house) {
    return house.ports().outbox().list(0, 1).getFirst().status();
  }

  @Test
  void a_letter_in_the_hands_of_a_killed_server_is_sent_later_and_once() throws Exception {
    killAt("GREETING", 1);
  }

  @Test
  void a_letter_whose_answer_never_came_before_the_kill_arrives_twice_at_most_under_one_name()
      throws Exception {
    List<String> letters = killAt(".", 2);
    assertThat(letters.stream().map(KilledSenderTest::messageId).distinct()).hasSize(1);
  }

  private static String messageId(String letter) {
    return letter.lines().filter(line -> line.startsWith("Message-ID:")).findFirst().orElseThrow();
  }

  private List<String> killAt(String step, int arrivals) throws Exception {
    TestClock clock = new TestClock();
    try (FaultySmtp server = FaultySmtp.start(null)) {
      server.at(step, FaultySmtp.HANG);
      try (House house = House.open(settings(server.port()), clock)) {
        askForReset(house);
        Process killed = serve(server.port());
        try {
          await(() -> step.equals(".") ? server.letters().size() == 1 : server.connections() == 1);
        } finally {
          killed.destroyForcibly().waitFor();
        }
        assertThat(status(house)).isEqualTo(Status.WAITING);
        server.behave();
        house.start();
        int before = server.letters().size();
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        assertThat(server.letters()).as("the lease holds").hasSize(before);

        clock.advance(Duration.ofMinutes(6));
        await(() -> status(house) == Status.SENT);
        clock.advance(Duration.ofMinutes(30));
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        assertThat(server.letters()).hasSize(arrivals);
        return server.letters();
      }
    }
  }
}
