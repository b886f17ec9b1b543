package dev.latchkey.wire.contract.privatetoken;

import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.errors;
import static dev.latchkey.wire.contract.privatetoken.PrivateTokenClient.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.core.session.Lifetime;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.RealmName;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the settings of the contract change. */
class SettingsTest {
  @Test
  void a_token_whose_time_is_over_is_refused_and_the_next_sign_in_brings_another() {
    Lifetime hour = new Lifetime(null, Duration.ofHours(1));
    try (RunningHouse house = start(settings(hour, true, false))) {
      PrivateTokenClient client = new PrivateTokenClient(house);
      String first = client.newToken("john");
      house.clock().advance(Duration.ofMinutes(59));
      assertThat(client.user(first).statusCode()).isEqualTo(200);
      assertThat(token(client.signIn("john", "test1234"))).isEqualTo(first);

      house.clock().advance(Duration.ofMinutes(2));

      assertThat(client.user(first).statusCode()).isEqualTo(401);
      String second = token(client.signIn("john", "test1234"));
      assertThat(second).isNotEqualTo(first);
      assertThat(client.user(second).statusCode()).isEqualTo(200);
      assertThat(client.user(first).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void a_confirmation_need_not_be_sent_but_must_match_if_it_is() {
    try (RunningHouse house = start(settings(Lifetime.UNBOUNDED, false, false))) {
      String body =
          "{\"username\":\"john\",\"email\":\"john@example.com\",\"password\":\"test1234\"";

      HttpResponse<String> differing =
          house.post("/sign_up", body + ",\"password_confirmation\":\"other\"}");
      HttpResponse<String> bare = house.post("/sign_up", body + "}");

      assertThat(errors(differing)).containsExactly("两次输入的密码不一致");
      assertThat(bare.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void an_unknown_address_may_be_told() {
    try (RunningHouse house = start(settings(Lifetime.UNBOUNDED, true, true))) {
      new PrivateTokenClient(house).signUp("john");

      HttpResponse<String> known =
          house.post("/api/v2/reset_password", "{\"email\":\"john@example.com\"}");
      HttpResponse<String> unknown =
          house.post("/api/v2/reset_password", "{\"email\":\"nobody@example.com\"}");

      assertThat(known.statusCode()).isEqualTo(204);
      assertThat(unknown.statusCode()).isEqualTo(422);
      assertThat(errors(unknown)).containsExactly("该邮箱没有注册");
    }
  }

  @Test
  void a_shortest_password_out_of_bounds_is_refused() {
    for (int length : new int[] {0, 129}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new PrivateTokenSettings(
                      RealmName.MAIN, Lifetime.UNBOUNDED, length, true, false, false, false));
    }
  }

  private static RunningHouse start(PrivateTokenSettings own) {
    return RunningHouse.start(settings -> settings.withPrivateToken(own));
  }

  private static PrivateTokenSettings settings(
      Lifetime lifetime, boolean requireConfirmation, boolean revealUnknown) {
    return new PrivateTokenSettings(
        RealmName.MAIN, lifetime, 8, requireConfirmation, revealUnknown, false, false);
  }
}
