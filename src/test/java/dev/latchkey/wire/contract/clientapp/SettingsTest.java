package dev.latchkey.wire.contract.clientapp;

import static dev.latchkey.wire.contract.clientapp.AppClient.token;
import static dev.latchkey.wire.contract.clientapp.AppClient.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.core.client.Client;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.RealmName;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the settings of the contract change. */
class SettingsTest {
  @Test
  void a_token_whose_time_is_over_is_refused_as_expired() {
    Lifetime hour = new Lifetime(null, Duration.ofHours(1));
    try (RunningHouse house = start(new ClientAppSettings(hour, 1, false, false, false))) {
      AppClient client = new AppClient(house);
      HttpResponse<String> up = client.signUp("joe");
      house.clock().advance(Duration.ofMinutes(59));
      assertThat(client.user(user(up).get("id"), token(up)).statusCode()).isEqualTo(200);

      house.clock().advance(Duration.ofMinutes(2));
      HttpResponse<String> answer = client.user(user(up).get("id"), token(up));

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().allValues("WWW-Authenticate"))
          .containsExactly("OAuth realm='App', error='expired_token'");
    }
  }

  @Test
  void a_client_with_a_secret_may_have_to_send_it_and_the_public_one_not() {
    try (RunningHouse house =
        start(new ClientAppSettings(Lifetime.UNBOUNDED, 1, true, false, false))) {
      Client confidential =
          new Client(
              "confidential", RealmName.MAIN, "it", Digests.lookup("the-secret"), Instant.EPOCH);
      house
          .house()
          .ports()
          .transactions()
          .run(() -> house.house().ports().clients().add(confidential));

      assertThat(new AppClient(house, "confidential").signUp("joe").body())
          .contains("Parameter client_secret does not match");
      assertThat(new AppClient(house).signUp("joe").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void the_token_may_be_taken_from_the_query_once() {
    try (RunningHouse house =
        start(new ClientAppSettings(Lifetime.UNBOUNDED, 1, false, false, true))) {
      HttpResponse<String> up = new AppClient(house).signUp("joe");
      String shown = "/users/" + user(up).get("id") + "?oauth_token=" + token(up);

      assertThat(house.get(shown).statusCode()).isEqualTo(200);
      assertThat(house.get(shown, "Authorization", "OAuth " + token(up)).statusCode())
          .isEqualTo(400);
      assertThat(house.get(shown + "&oauth_token=x").statusCode()).isEqualTo(400);
      assertThat(house.get(shown + "x").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void a_short_user_is_shown_wherever_a_user_is() {
    try (RunningHouse house =
        start(new ClientAppSettings(Lifetime.UNBOUNDED, 1, false, true, false))) {
      AppClient client = new AppClient(house);
      HttpResponse<String> up = client.signUp("joe");

      assertThat(user(up).keySet()).containsExactly("id", "username", "fb_id", "fb_ad_accounts");
      assertThat(user(client.user(user(up).get("id"), token(up)))).isEqualTo(user(up));
    }
  }

  @Test
  void a_longer_password_may_be_demanded() {
    try (RunningHouse house =
        start(new ClientAppSettings(Lifetime.UNBOUNDED, 9, false, false, false))) {
      assertThat(new AppClient(house).signUp("joe").body())
          .contains("\"errors\":{\"password\":[\"is too short (minimum is 9 characters)\"]}");
    }
  }

  @Test
  void a_shortest_password_out_of_bounds_is_refused() {
    for (int length : new int[] {0, 129}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ClientAppSettings(Lifetime.UNBOUNDED, length, false, false, false));
    }
  }

  private static RunningHouse start(ClientAppSettings own) {
    return RunningHouse.start(settings -> settings.withClientApp(own));
  }
}
