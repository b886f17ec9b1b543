package dev.latchkey.wire.contract.clientapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How this contract says no. */
class ClientAppErrorsTest {
  private final ClientAppErrors errors = new ClientAppErrors();

  @Test
  void an_unknown_client_is_named() {
    assertThat(body(errors.unknownClient("abc123")))
        .isEqualTo(
            "{\"error\":\"invalid_client\",\"error_description\":\"Unknown client ID abc123\"}");
  }

  @Test
  void what_is_said_again_is_short_and_harmless() {
    assertThat(body(errors.unknownClient("<b>\"'\\&\n\u0000ü</b>")))
        .contains("Unknown client ID ?b?????????/b?\"");
    assertThat(body(errors.unknownClient("a".repeat(65))))
        .contains("Unknown client ID " + "a".repeat(64) + "...\"");
    assertThat(body(errors.unknownClient("a".repeat(64))))
        .contains("Unknown client ID " + "a".repeat(64) + "\"");
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void every_reason_has_an_answer_in_this_form(Reason reason) {
    Reply reply = errors.refusal(Refusal.of(reason, "in one sentence"));

    assertThat(reply.status()).isBetween(400, 503);
    assertThat(body(reply)).startsWith("{\"error\":\"").contains("\"error_description\":\"");
  }

  @ParameterizedTest
  @CsvSource({
    "MALFORMED_BODY, 400",
    "WRONG_TYPE, 400",
    "UNSUPPORTED_MEDIA, 415",
    "TOO_LARGE, 413",
    "WRONG_VERB, 405",
    "STORE_UNAVAILABLE, 503"
  })
  void the_frame_is_answered_with_its_status(Reason reason, int status) {
    assertThat(errors.refusal(Refusal.of(reason, "why")).status()).isEqualTo(status);
  }

  @Test
  void a_defect_tells_nothing() {
    Reply reply = errors.refusal(new Refusal(null, "secret detail", null, List.of()));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(body(reply)).doesNotContain("secret detail");
  }

  @Test
  void a_challenge_has_the_words_of_the_original() {
    assertThat(errors.noToken().header("WWW-Authenticate")).contains("OAuth realm='App'");
    assertThat(errors.badToken(Reason.ENDED_SESSION).header("WWW-Authenticate"))
        .contains("OAuth realm='App', error='invalid_token'");
    assertThat(errors.badToken(Reason.EXPIRED_TOKEN).header("WWW-Authenticate"))
        .contains("OAuth realm='App', error='expired_token'");
  }

  @Test
  void whoever_has_to_wait_is_told_how_long() {
    assertThat(errors.throttled(Duration.ofMillis(1500)).status()).isEqualTo(429);
    assertThat(errors.throttled(Duration.ofMillis(1500)).header("Retry-After")).contains("2");
    assertThat(errors.overloaded(Duration.ofSeconds(3)).status()).isEqualTo(503);
    assertThat(errors.overloaded(Duration.ofSeconds(3)).header("Retry-After")).contains("3");
  }

  private static String body(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
