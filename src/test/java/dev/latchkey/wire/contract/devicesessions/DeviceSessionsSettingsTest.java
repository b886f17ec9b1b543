package dev.latchkey.wire.contract.devicesessions;

import static dev.latchkey.wire.contract.devicesessions.DeviceClient.CHROME;
import static dev.latchkey.wire.contract.devicesessions.DeviceClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.session.Lifetime;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.RealmName;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceSessionsSettingsTest {
  private static final Lifetime MONTH = new Lifetime(Duration.ofDays(10), Duration.ofDays(30));

  private static RunningHouse start(DeviceSessionsSettings own) {
    return RunningHouse.start(settings -> settings.withDeviceSessions(own));
  }

  @Test
  void an_expired_session_says_so_and_never_comes_back() {
    try (RunningHouse house =
        start(new DeviceSessionsSettings(RealmName.MAIN, MONTH, false, false, 6))) {
      DeviceClient client = new DeviceClient(house);
      String token = DeviceClient.token(client.signUp("old"));
      house.clock().advance(Duration.ofDays(31));
      HttpResponse<String> check = client.current(token);
      assertThat(check.statusCode()).isEqualTo(401);
      assertThat(check.body())
          .isEqualTo("{\"user\":null,\"error\":\"Authorization token expired\"}");
      assertThat(client.authorizations(token).body())
          .isEqualTo("{\"error\":\"Authorization token expired\"}");
      String again = DeviceClient.token(client.signIn("old", CHROME));
      assertThat(again).isNotEqualTo(token);
      assertThat(DeviceClient.rows(client.authorizations(again))).hasSize(1);
      assertThat(client.current(token).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void a_session_without_an_end_outlives_years() {
    try (RunningHouse house = start(DeviceSessionsSettings.DEFAULT)) {
      DeviceClient client = new DeviceClient(house);
      String token = DeviceClient.token(client.signUp("long"));
      house.clock().advance(Duration.ofDays(3650));
      assertThat(client.current(token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_server_may_say_that_an_address_is_unknown() {
    try (RunningHouse house =
        start(new DeviceSessionsSettings(RealmName.MAIN, Lifetime.UNBOUNDED, true, false, 6))) {
      HttpResponse<String> answer = new DeviceClient(house).restore("nobody@mail.example");
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).isEqualTo("{\"errors\":{\"email\":[\"There is no such user\"]}}");
    }
  }

  @Test
  void a_server_may_demand_the_present_password() {
    try (RunningHouse house =
        start(new DeviceSessionsSettings(RealmName.MAIN, Lifetime.UNBOUNDED, false, true, 6))) {
      DeviceClient client = new DeviceClient(house);
      String token = DeviceClient.token(client.signUp("strict"));
      String path = "/api/v1/users/change_password";
      assertThat(client.put(path, token, Map.of("password", "NewPassword1")).body())
          .isEqualTo("{\"errors\":{\"current_password\":[\"can't be blank\"]}}");
      assertThat(
              client
                  .put(
                      path, token, Map.of("password", "NewPassword1", "current_password", PASSWORD))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void longer_passwords_may_be_demanded_and_old_ones_still_sign_in() {
    try (RunningHouse house =
        start(new DeviceSessionsSettings(RealmName.MAIN, Lifetime.UNBOUNDED, false, false, 12))) {
      DeviceClient client = new DeviceClient(house);
      assertThat(client.signUp("longer").body())
          .isEqualTo("{\"errors\":{\"password\":[\"is too short (minimum is 12 characters)\"]}}");
      assertThat(client.signIn("longer", CHROME).body()).contains("User doesn't exist");
    }
  }

  @Test
  void a_minimum_below_the_documented_one_is_refused() {
    assertThatThrownBy(() -> new DeviceSessionsSettings(RealmName.MAIN, MONTH, false, false, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("minPasswordLength");
  }
}
