package dev.latchkey.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.RealmSettings;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.SessionSettings;
import dev.latchkey.house.Owner;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.RealmName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a realm allows its sessions holds for every contract, to the second. */
class SessionPolicyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private @Nullable RunningHouse running;

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  @Test
  void an_idle_session_ends_to_the_second() {
    RunningHouse house = start(HOUR, null, null);
    Owner.signUp(house, "ada@x.org");
    String token = stableToken(house);

    house.clock().advance(HOUR.minus(SECOND));
    assertThat(user(house, token)).isEqualTo(200);
    // That was a use: an hour from there, whether it is written yet or not.
    house.clock().advance(HOUR.minus(SECOND));
    assertThat(user(house, token)).isEqualTo(200);
    house.clock().advance(HOUR);
    assertThat(user(house, token)).isEqualTo(401);
  }

  @Test
  void use_moves_the_idle_end_after_it_was_written_too() {
    RunningHouse house = start(HOUR, null, null);
    Owner.signUp(house, "ada@x.org");
    String token = stableToken(house);

    house.clock().advance(HOUR.minus(SECOND));
    user(house, token);
    house.house().core().lastSeen().flush();
    house.clock().advance(HOUR.minus(SECOND));
    assertThat(user(house, token)).isEqualTo(200);
    house.house().core().lastSeen().flush();
    house.clock().advance(HOUR.plus(SECOND));
    assertThat(user(house, token)).isEqualTo(401);
  }

  @Test
  void use_does_not_move_the_absolute_end() {
    RunningHouse house = start(null, HOUR, null);
    Owner.signUp(house, "ada@x.org");
    String token = stableToken(house);

    house.clock().advance(HOUR.minus(SECOND));
    assertThat(user(house, token)).isEqualTo(200);
    // A sign-in hands the same token out again and moves nothing, either.
    assertThat(stableToken(house)).isEqualTo(token);
    house.clock().advance(SECOND);
    assertThat(user(house, token)).isEqualTo(401);
    assertThat(stableToken(house)).isNotEqualTo(token);
  }

  @Test
  void a_policy_that_became_shorter_holds_at_the_next_sign_in() {
    RunningHouse house = start(null, null, null);
    Owner ada = Owner.signUp(house, "ada@x.org");
    Session endless = ada.session();

    assertThat(
            endless.isExpired(
                endless.createdAt().plus(HOUR),
                new SessionSettings(null, HOUR, null, true).lifetime()))
        .isTrue();
    assertThat(
            endless.isExpired(
                endless.createdAt().plus(HOUR).minus(SECOND),
                new SessionSettings(null, HOUR, null, true).lifetime()))
        .isFalse();
    assertThat(endless.isExpired(endless.createdAt().plus(Duration.ofDays(9000)))).isFalse();
  }

  @Test
  void one_more_than_the_limit_ends_the_one_that_was_not_seen_for_the_longest_time() {
    RunningHouse house = start(null, null, 3);
    Owner ada = Owner.signUp(house, "ada@x.org");
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      house.clock().advance(Duration.ofMinutes(1));
      tokens.add(rpc(house));
    }
    assertThat(ada.sessions()).hasSize(3);
    assertThat(ada.sessions()).extracting(Session::contract).containsOnly("session-rpc");
    // The oldest of the three is used again, so the second one goes next.
    house.clock().advance(Duration.ofMinutes(1));
    assertThat(rpcLives(house, tokens.getFirst())).isTrue();
    house.house().core().lastSeen().flush();
    house.clock().advance(Duration.ofMinutes(1));
    tokens.add(rpc(house));

    assertThat(tokens.stream().map(token -> rpcLives(house, token)))
        .containsExactly(true, false, true, true);
  }

  @Test
  void of_parallel_sign_ins_exactly_as_many_live_as_the_limit_says() {
    RunningHouse house = start(null, null, 5);
    Owner ada = Owner.signUp(house, "ada@x.org");

    IntStream.range(0, 18).parallel().forEach(i -> rpc(house));

    assertThat(ada.sessions()).hasSize(5);
  }

  private RunningHouse start(
      @Nullable Duration idle, @Nullable Duration absolute, @Nullable Integer limit) {
    running =
        RunningHouse.start(
            settings ->
                settings.withRealms(
                    Map.of(
                        RealmName.MAIN,
                        RealmSettings.DEFAULT.withSessions(
                            new SessionSettings(idle, absolute, limit, true)))));
    return running;
  }

  private static String stableToken(RunningHouse house) {
    return house
        .post("/sign_in", "{\"login\":\"ada\",\"password\":\"test1234\"}")
        .body()
        .replaceAll("(?s).*\"private_token\":\"([^\"]+)\".*", "$1");
  }

  private static int user(RunningHouse house, String token) {
    return house.get("/api/v2/user", "PRIVATE-TOKEN", token).statusCode();
  }

  private static String rpc(RunningHouse house) {
    String body =
        house
            .post("/api/v1/session/signin", "[{\"username\":\"ada\",\"password\":\"test1234\"}]")
            .body();
    assertThat(body).contains("token");
    return body.replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
  }

  private static boolean rpcLives(RunningHouse house, String token) {
    return house
        .post("/api/v1/session/signin", "[]", "Authorization", "Bearer " + token)
        .body()
        .startsWith("{\"status\":200");
  }
}
