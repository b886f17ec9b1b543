package dev.latchkey.wire.contract.privatetoken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.session.Lifetime;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How this contract says no. */
class PrivateTokenErrorsTest {
  private static final List<Message> TWO = List.of(Message.USERNAME_MISSING, Message.EMAIL_MISSING);

  private final PrivateTokenErrors errors = new PrivateTokenErrors(PrivateTokenSettings.DEFAULT);

  @Test
  void broken_rules_stand_in_a_list() {
    assertThat(body(errors.invalid(at("/sign_up"), TWO)))
        .isEqualTo("{\"errors\":[\"用户名不能为空\",\"邮箱不能为空\"]}");
  }

  @Test
  void on_the_wechat_path_they_are_one_text() {
    assertThat(body(errors.invalid(at("/sign_in_with/wechat"), TWO)))
        .isEqualTo("{\"errors\":\"用户名不能为空，邮箱不能为空\"}");
    assertThat(body(errors.invalid(at("/api/v2/sign_in_with/wechat"), TWO)))
        .isEqualTo("{\"errors\":\"用户名不能为空，邮箱不能为空\"}");
  }

  @Test
  void a_setting_joins_them_everywhere_for_later_clients() {
    PrivateTokenErrors later =
        new PrivateTokenErrors(
            new PrivateTokenSettings(
                RealmName.MAIN, Lifetime.UNBOUNDED, 8, true, false, true, false));

    assertThat(body(later.invalid(at("/sign_up"), TWO)))
        .isEqualTo("{\"errors\":\"用户名不能为空，邮箱不能为空\"}");
  }

  @Test
  void a_token_that_will_not_do_is_told_by_message() {
    assertThat(errors.unauthorized().status()).isEqualTo(401);
    assertThat(body(errors.unauthorized())).isEqualTo("{\"message\":\"401 Unauthorized\"}");
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void every_reason_has_an_answer(Reason reason) {
    Reply reply = errors.refusal(at("/sign_in"), Refusal.of(reason, "in one sentence"));

    assertThat(reply.status()).isBetween(400, 503);
    assertThat(body(reply)).matches("\\{\"(errors\":\\[|message\":).*}");
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
    assertThat(errors.refusal(at("/sign_in"), Refusal.of(reason, "why")).status())
        .isEqualTo(status);
  }

  @Test
  void a_defect_tells_nothing() {
    Reply reply =
        errors.refusal(at("/sign_in"), new Refusal(null, "secret detail", null, List.of()));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(body(reply)).doesNotContain("secret detail");
  }

  @Test
  void whoever_has_to_wait_is_told_how_long() {
    Reply throttled = errors.throttled(at("/sign_in"), Duration.ofMillis(1500));
    Reply overloaded = errors.overloaded(at("/sign_in_with/wechat"), Duration.ofSeconds(3));

    assertThat(throttled.status()).isEqualTo(429);
    assertThat(throttled.header("Retry-After")).contains("2");
    assertThat(overloaded.status()).isEqualTo(503);
    assertThat(overloaded.header("Retry-After")).contains("3");
    assertThat(body(overloaded)).startsWith("{\"errors\":\"");
  }

  private static Request at(String path) {
    return new Request("POST", path, null, Map.of(), Map.of(), new byte[0], false, Origin.LOCAL);
  }

  private static String body(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
