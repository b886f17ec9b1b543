package dev.latchkey.adapter.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.latchkey.adapter.log.LogSettings.Format;
import dev.latchkey.kernel.CurrentRequest;
import dev.latchkey.wire.http.Json;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is logged, an event is one record. */
class FormsTest {
  private static final Instant AT = Instant.parse("2026-11-21T02:03:04.005Z");

  @AfterEach
  void takeTheUsualForm() {
    LogSettings.DEFAULT.apply();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\rb",
        "a\nb",
        "a\r\n2026-01-01T00:00:00.000Z ERROR Door forged",
        "\u001b[2J\u001b]0;title\u0007",
        "\u009b31m",
        "\u202egnp.exe",
        "\u2066hidden\u2069",
        "\u2028\u2029\u0085\u000b\u000c",
        "\u0000\u0008\u007f",
        "\ud800 half",
        "\udb40\udc41 tag",
        "\ufeff\u200b\u00ad"
      })
  void nothing_in_a_message_ends_its_line_or_stays_unseen(String message) throws Exception {
    String text = written(Format.TEXT, message, null);
    assertThat(text).startsWith("2026-11-21T02:03:04.005Z WARN Room ").endsWith("\n");
    assertThat(text.substring(0, text.length() - 1).chars())
        .allMatch(one -> one >= 32 && one < 127);
    assertThat(text).contains("\\u");

    String json = written(Format.JSON, message, null);
    assertThat(json.substring(0, json.length() - 1).chars())
        .allMatch(one -> one >= 32 && one < 127);
    assertThat(json).endsWith("}\n");
    if (!message.contains("\ud800") && !message.contains("\u0000")) {
      assertThat(read(json)).containsEntry("message", message);
    }
  }

  @Test
  void a_message_cannot_break_out_of_its_member() throws Exception {
    String message = "\",\"level\":\"ERROR\\\",\"request\":\"x\"} {\"a\":\"\\u0022";

    assertThat(read(written(Format.JSON, message, null)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "time",
                "2026-11-21T02:03:04.005Z",
                "level",
                "WARN",
                "logger",
                "some.Room",
                "message",
                message));
  }

  @Test
  void what_can_be_read_stays_readable_as_text() {
    assertThat(written(Format.TEXT, "grüß 口令 😀 a\\b", null)).endsWith("grüß 口令 😀 a\\\\b\n");
  }

  @Test
  void a_message_has_its_bounds() {
    for (Format format : Format.values()) {
      assertThat(written(format, "x".repeat(100_000), null)).hasSizeLessThan(4_200);
    }
  }

  @Test
  void a_record_carries_the_id_of_the_request_that_its_thread_answers() throws Exception {
    String written = CurrentRequest.answer("req-1", () -> written(Format.JSON, "something", null));

    assertThat(read(written)).containsEntry("request", "req-1");
    assertThat(read(written(Format.JSON, "something", null))).doesNotContainKey("request");
  }

  @Test
  void an_exception_is_told_by_class_code_and_places_and_never_by_its_words() throws Exception {
    SQLException low = new SQLException("Key (email)=(canary@mail.example) exists", "23505");
    Throwable thrown = new IllegalStateException("canary\nat forged", low);

    Map<String, Object> told = read(written(Format.JSON, "failed", thrown));

    Map<?, ?> exception = Objects.requireNonNull((Map<?, ?>) told.get("exception"));
    assertThat(exception.get("class")).isEqualTo("java.lang.IllegalStateException");
    assertThat((List<?>) exception.get("frames"))
        .first()
        .asString()
        .contains("FormsTest.an_exception_is_told");
    Map<?, ?> cause = Objects.requireNonNull((Map<?, ?>) exception.get("cause"));
    assertThat(cause.get("class")).isEqualTo("java.sql.SQLException");
    assertThat(cause.get("code")).isEqualTo("23505");
    for (Format format : Format.values()) {
      assertThat(written(format, "failed", thrown))
          .doesNotContain("canary", "forged")
          .contains("java.lang.IllegalStateException", "java.sql.SQLException", "23505");
    }
    assertThat(written(Format.TEXT, "failed", thrown).lines().skip(1))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("  "));
  }

  @Test
  void a_bare_throwable_stands_for_the_class_that_it_names() throws Exception {
    Throwable named = new Throwable("some.Defect");
    Throwable quoting = new Throwable("canary password");

    assertThat(written(Format.TEXT, "failed", named)).contains("\n  some.Defect\n");
    assertThat(written(Format.TEXT, "failed", quoting))
        .contains("\n  java.lang.Throwable\n")
        .doesNotContain("canary");
  }

  @Test
  void a_cause_tells_only_the_places_of_its_own() {
    Throwable thrown = new IllegalStateException(new IllegalArgumentException());

    String written = written(Format.TEXT, "failed", thrown);

    String place = thrown.getStackTrace()[1].toString();
    assertThat(written).containsOnlyOnce("    at " + place + "\n");
    assertThat(written.split("caused by")[1]).endsWith("    at ...\n");
  }

  @Test
  void endless_causes_and_frames_have_their_bounds() throws Exception {
    Throwable thrown = deep(3_000);
    for (int i = 0; i < 50; i++) {
      thrown = new IllegalStateException(thrown);
    }

    for (Format format : Format.values()) {
      assertThat(written(format, "failed", thrown)).hasSizeLessThan(100_000);
    }
    assertThat(read(written(Format.JSON, "failed", thrown))).containsKey("exception");
  }

  @Test
  void a_flood_is_cut_and_the_next_record_tells_of_it() throws Exception {
    for (Format format : Format.values()) {
      new LogSettings(format).apply();
      Lines lines = new Lines();
      int written = 0;
      for (int i = 0; i < 1_000; i++) {
        written += lines.encode(event("flood", null, AT)).length > 0 ? 1 : 0;
      }
      assertThat(written).isEqualTo(50);
      String next = text(lines.encode(event("calm", null, AT.plusSeconds(1))));
      assertThat(next).contains("950");
      if (format == Format.JSON) {
        assertThat(read(next)).containsEntry("left_out", 950L);
      }
      assertThat(text(lines.encode(event("calm", null, AT.plusSeconds(1))))).doesNotContain("950");
      assertThat(lines.encode(event("clock set back", null, AT.minusSeconds(60)))).isNotEmpty();
    }
  }

  private static Throwable deep(int depth) {
    return depth == 0 ? new IllegalStateException() : deep(depth - 1);
  }

  private static String written(Format format, String message, @Nullable Throwable thrown) {
    new LogSettings(format).apply();
    return text(new Lines().encode(event(message, thrown, AT)));
  }

  private static LoggingEvent event(String message, @Nullable Throwable thrown, Instant at) {
    LoggingEvent event =
        new LoggingEvent(
            "", new LoggerContext().getLogger("some.Room"), Level.WARN, message, thrown, null);
    event.setInstant(at);
    return event;
  }

  private static String text(byte[] written) {
    return new String(written, StandardCharsets.UTF_8);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> read(String json) throws Exception {
    Object record = Json.read(json.strip().getBytes(StandardCharsets.UTF_8));
    return Objects.requireNonNull((Map<String, Object>) record);
  }
}
