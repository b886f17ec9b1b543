package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.House;
import dev.latchkey.fake.Crowd;
import dev.latchkey.feature.upkeep.RunChores;
import dev.latchkey.kernel.Origin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several servers on one PostgreSQL: one of them removes what is over, and another goes on. */
class OneNodeAtATimeTest {
  private static final Duration PAST_ALL = Duration.ofDays(31);

  private static RunningHouse server;

  @BeforeAll
  static void start() {
    server = RunningHouse.onPostgres();
    // Its timers must not take part: what runs here is called here.
    server.house().features().runChores().leave();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Another node on the same store, without timers. */
  private static House node() {
    return House.open(server.house().settings(), server.clock());
  }

  private static RunChores chores(House house) {
    return house.features().runChores();
  }

  private static void leaveSessionsBehind(House house) {
    SimulatedTraffic traffic = new SimulatedTraffic(house, 0);
    for (int i = 0; i < 5; i++) {
      house.core().endSession().end(traffic.visit(), Origin.LOCAL);
    }
    server.clock().advance(PAST_ALL);
  }

  @Test
  void of_two_nodes_exactly_one_works() throws Exception {
    try (House one = node();
        House two = node()) {
      leaveSessionsBehind(one);

      List<Boolean> worked = Crowd.rush(8, i -> () -> chores(i % 2 == 0 ? one : two).run());

      assertThat(worked.stream().filter(is -> is)).hasSize(4);
      assertThat(List.of(chores(one).removed("sessions"), chores(two).removed("sessions")))
          .containsExactlyInAnyOrder(0L, 5L);
      chores(one).leave();
      chores(two).leave();
    }
  }

  @Test
  void when_a_node_dies_the_other_goes_on_after_its_lease() {
    try (House dead = node();
        House next = node()) {
      leaveSessionsBehind(dead);
      assertThat(chores(dead).run()).isTrue();
      assertThat(chores(dead).removed("sessions")).isEqualTo(5);
      assertThat(chores(next).run()).isFalse();
      leaveSessionsBehind(next);

      // All this time nothing was heard of the first node.
      assertThat(chores(next).run()).isTrue();
      assertThat(chores(next).removed("sessions")).isEqualTo(5);
      assertThat(chores(dead).run()).isFalse();
      chores(next).leave();
    }
  }

  @Test
  void when_a_node_closes_the_other_goes_on_at_once() {
    try (House next = node()) {
      RunningHouse closing = server.beside();
      assertThat(chores(closing.house()).run()).isTrue();
      assertThat(chores(next).run()).isFalse();

      closing.close();

      assertThat(chores(next).run()).isTrue();
      chores(next).leave();
    }
  }
}
