package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.signin.SignInOutcome;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.Origin;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock is set on or back under two running nodes. */
class ClockStepsTest {
  private static final Duration JWT_ACCESS = Duration.ofHours(1);

  @ParameterizedTest(name = "by {0}")
  @ValueSource(strings = {"PT1H", "PT-1H", "PT-24H"})
  void nobody_is_signed_out_and_nothing_that_ended_comes_back(String by) {
    Duration step = Duration.parse(by);
    try (RunningHouse one = RunningHouse.start();
        RunningHouse two = one.beside()) {
      Person person = Person.fresh();
      Doors.CONTRACTS.getFirst().signUp(one, person);
      Map<Door, String[]> live = new LinkedHashMap<>();
      Map<Door, String[]> ended = new LinkedHashMap<>();
      for (Door door : Doors.CONTRACTS) {
        if (!door.contract().equals("private-token")) {
          ended.put(door, door.enter(one, person));
        }
      }
      endAll(one, person);
      for (Door door : Doors.CONTRACTS) {
        live.put(door, door.enter(one, person));
      }

      one.clock().step(step);

      one.house().features().runChores().run();
      ended.forEach(
          (door, key) -> assertThat(door.knows(two, key)).as("ended, %s", door).isFalse());
      live.forEach(
          (door, key) -> {
            boolean isOver =
                door.contract().equals("jwt-sessions") && step.compareTo(JWT_ACCESS) >= 0;
            assertThat(door.knows(one, key)).as("live, %s", door).isEqualTo(!isOver);
            assertThat(door.knows(two, key))
                .as("live at the other node, %s", door)
                .isEqualTo(!isOver);
          });
      for (Door door : Doors.CONTRACTS) {
        String[] fresh = door.enter(one, person);
        assertThat(door.knows(two, fresh)).as("signed in afterwards, %s", door).isTrue();
        endAll(one, person);
        awaitEnd(door, two, fresh);
      }
    }
  }

  @Test
  void what_ends_while_the_clock_is_wrong_stays_ended_once_it_is_right() {
    Door rpc = Doors.CONTRACTS.get(3);
    try (RunningHouse one = RunningHouse.start();
        RunningHouse two = one.beside()) {
      Person person = Person.fresh();
      rpc.signUp(one, person);
      String[] key = rpc.enter(one, person);
      assertThat(rpc.knows(two, key)).isTrue();
      for (Duration wrong : new Duration[] {Duration.ofHours(1), Duration.ofDays(-1)}) {
        String[] other = rpc.enter(one, person);
        one.clock().step(wrong);
        assertThat(rpc.knows(two, other)).isTrue();
        endAll(one, person);
        awaitEnd(rpc, two, other);
        one.clock().step(wrong.negated());
        assertThat(rpc.knows(one, other)).isFalse();
        assertThat(rpc.knows(two, other)).isFalse();
      }
      assertThat(rpc.knows(two, key)).isFalse();
    }
  }

  @Test
  void a_lock_outlives_a_clock_that_is_set_back_and_does_not_last_for_ever() {
    try (RunningHouse running =
        RunningHouse.start(settings -> settings.withBudgets(Guessing.locking(5)))) {
      Person ada = Person.fresh();
      Guessing.account(running.house(), ada);
      for (int i = 0; i < 5; i++) {
        Guessing.guess(running.house(), ada.email(), "wrong", Guessing.ELSEWHERE);
      }

      running.clock().step(Duration.ofDays(-1));

      assertThat(isIn(running, ada)).isFalse();
      running.clock().advance(Duration.ofMinutes(14));
      assertThat(isIn(running, ada)).isFalse();
      running.clock().advance(Duration.ofMinutes(2));
      assertThat(isIn(running, ada)).isTrue();
    }
  }

  private static boolean isIn(RunningHouse running, Person person) {
    return Guessing.guess(running.house(), person.email(), person.password(), Guessing.ELSEWHERE)
        instanceof SignInOutcome.SignedIn;
  }

  private static void endAll(RunningHouse house, Person person) {
    Account account =
        house.house().ports().accounts().list(null, 0, 10).stream()
            .filter(one -> person.email().equals(String.valueOf(one.email())))
            .findFirst()
            .orElseThrow();
    for (Session session : house.house().ports().sessions().of(account.id())) {
      house.house().core().endSession().end(session.id(), Origin.LOCAL);
    }
  }

  /** The other node must learn of it within a second, however the clocks stand. */
  private static void awaitEnd(Door door, RunningHouse node, String... key) {
    long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (door.knows(node, key)) {
      assertThat(System.nanoTime()).as("%s is still believed", door).isLessThan(end);
    }
  }
}
