package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.latchkey.boot.RealmSettings;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.SessionSettings;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.RealmName;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a realm allows its sessions holds for those that refresh their tokens, too. */
class RealmPolicyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TWO_HOURS = Duration.ofHours(2);

  private @Nullable RunningHouse running;

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  @Test
  void a_refresh_does_not_move_the_absolute_end() {
    RunningHouse house = start(new SessionSettings(null, TWO_HOURS, null, true));
    JwtClient client = JwtClient.of(house);

    house.clock().advance(TWO_HOURS.minus(SECOND));
    assertThat(client.byCookie("POST", "/v1/auth/refresh").statusCode()).isEqualTo(200);
    assertThat(client.byHeader("GET", "/v1/auth/me").statusCode()).isEqualTo(200);
    house.clock().advance(SECOND);
    assertThat(client.byHeader("GET", "/v1/auth/me").statusCode()).isEqualTo(401);
    assertThat(client.byCookie("POST", "/v1/auth/refresh").statusCode()).isEqualTo(401);
  }

  @Test
  void a_refresh_is_a_use() {
    RunningHouse house = start(new SessionSettings(TWO_HOURS, null, null, true));
    JwtClient client = JwtClient.of(house);

    house.clock().advance(TWO_HOURS.minus(SECOND));
    assertThat(client.byCookie("POST", "/v1/auth/refresh").statusCode()).isEqualTo(200);
    assertThat(session(house).lastSeenAt())
        .isCloseTo(house.clock().instant(), within(5, ChronoUnit.SECONDS));
    house.clock().advance(TWO_HOURS.minus(SECOND));
    assertThat(client.byCookie("POST", "/v1/auth/refresh").statusCode()).isEqualTo(200);
    house.clock().advance(TWO_HOURS);
    assertThat(client.byCookie("POST", "/v1/auth/refresh").statusCode()).isEqualTo(401);
  }

  @Test
  void the_shorter_of_realm_and_contract_holds() {
    RunningHouse house = start(new SessionSettings(null, Duration.ofDays(30), null, true));
    JwtClient.of(house);

    assertThat(session(house).expiresAt())
        .isEqualTo(session(house).createdAt().plus(Duration.ofDays(7)));
  }

  private RunningHouse start(SessionSettings sessions) {
    running =
        RunningHouse.start(
            settings ->
                settings.withRealms(
                    Map.of(RealmName.MAIN, RealmSettings.DEFAULT.withSessions(sessions))));
    return running;
  }

  private static Session session(RunningHouse house) {
    return house
        .house()
        .ports()
        .sessions()
        .of(house.house().ports().accounts().list(null, 0, 1).getFirst().id())
        .getFirst();
  }
}
