package dev.latchkey.adapter.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogSetupTest {
  @Test
  void warnings_go_to_standard_error_and_nothing_less() {
    String written =
        writtenBy(
            logging -> {
              logging.getLogger("a.b.Room").warn("something is {}", "wrong");
              logging.getLogger("a.b.Room").info("nothing to see");
            });

    assertThat(written)
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z WARN Room something is wrong\\R");
  }

  @Test
  void what_a_client_gets_wrong_writes_nothing() {
    String written =
        writtenBy(
            logging -> {
              logging.getLogger("org.eclipse.jetty.http.HttpParser").warn("two Host fields");
              logging.getLogger("org.eclipse.jetty.util.HostPort").warn("bad authority");
            });

    assertThat(written).isEmpty();
  }

  @Test
  void the_library_finds_the_set_up() {
    assertThat(LoggerFactory.getILoggerFactory())
        .isInstanceOfSatisfying(
            LoggerContext.class,
            logging ->
                assertThat(logging.getLogger("ROOT").getAppender("stderr"))
                    .as("the set-up of this room")
                    .isNotNull());
  }

  private interface Lines {
    void write(LoggerContext logging);
  }

  private static String writtenBy(Lines lines) {
    PrintStream before = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      LoggerContext logging = new LoggerContext();
      logging.setMDCAdapter(new LogbackMDCAdapter());
      new LogSetup().configure(logging);
      lines.write(logging);
      logging.stop();
    } finally {
      System.setErr(before);
    }
    return written.toString(StandardCharsets.UTF_8);
  }
}
