package dev.latchkey.feature.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.session.Changes;
import dev.latchkey.fake.Crowd;
import dev.latchkey.fake.MemoryStore;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.MovedTime;
import dev.latchkey.kernel.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunChoresTest {
  private final MovedTime time = new MovedTime();
  private final Entropy entropy = new SeededEntropy(1);
  private final MemoryStore store = new MemoryStore(new Changes());
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger largest = new AtomicInteger();

  private int eat(int limit) {
    largest.accumulateAndGet(limit, Math::max);
    int before = left.getAndUpdate(rows -> Math.max(0, rows - limit));
    return Math.min(before, limit);
  }

  private RunChores node(Chore... chores) {
    return new RunChores(List.of(chores), store.leases(), entropy, time);
  }

  private RunChores node() {
    return node(new Chore("crumbs", this::eat));
  }

  @Test
  void all_is_removed_in_small_batches_and_counted() {
    left.set(1_234);
    RunChores node = node();

    assertThat(node.run()).isTrue();

    assertThat(left).hasValue(0);
    assertThat(largest.get()).isLessThanOrEqualTo(200);
    assertThat(node.removed("crumbs")).isEqualTo(1_234);
    assertThat(node.names()).containsExactly("crumbs");
  }

  @Test
  void one_call_does_not_go_on_for_ever() {
    left.set(1_000_000);

    node().run();

    assertThat(left).hasValue(990_000);
  }

  @Test
  void of_many_nodes_one_works() throws Exception {
    List<RunChores> nodes = List.of(node(), node(), node(), node());
    for (int round = 0; round < 20; round++) {
      left.set(500);
      Crowd.rush(4, i -> () -> nodes.get(i).run());
      time.move(Duration.ofSeconds(7));
    }

    assertThat(nodes.stream().filter(node -> node.removed("crumbs") > 0)).hasSize(1);
    assertThat(nodes.stream().mapToLong(node -> node.removed("crumbs")).sum()).isEqualTo(10_000);
  }

  @Test
  void when_the_working_node_dies_another_goes_on_after_its_lease() {
    RunChores dead = node();
    RunChores next = node();
    assertThat(dead.run()).isTrue();
    left.set(10);

    time.move(RunChores.LEASE.minusMillis(1));
    assertThat(next.run()).isFalse();
    time.move(Duration.ofMillis(1));
    assertThat(next.run()).isTrue();

    assertThat(next.removed("crumbs")).isEqualTo(10);
    assertThat(dead.run()).isFalse();
  }

  @Test
  void when_the_working_node_stops_another_goes_on_at_once() {
    RunChores first = node();
    RunChores second = node();
    first.run();
    second.leave();
    RunChores third = node();
    assertThat(third.run()).isFalse();

    first.leave();

    assertThat(third.run()).isTrue();
    assertThat(first.run()).isFalse();
  }

  @Test
  void a_node_that_is_stopped_finishes_its_batch_and_no_more() {
    RunChores[] self = new RunChores[1];
    left.set(5_000);
    self[0] =
        node(
            new Chore(
                "crumbs",
                limit -> {
                  self[0].stop();
                  return eat(limit);
                }));

    assertThat(self[0].run()).isFalse();

    assertThat(left).hasValue(4_800);
  }

  @Test
  void a_node_that_was_suspended_past_its_lease_stops_after_its_batch() {
    RunChores other = node();
    left.set(5_000);
    RunChores sleeper =
        node(
            new Chore(
                "crumbs",
                limit -> {
                  time.move(RunChores.LEASE);
                  assertThat(store.leases().take("upkeep", "x", time.now(), RunChores.LEASE))
                      .isTrue();
                  return eat(limit);
                }));

    assertThat(sleeper.run()).isFalse();

    assertThat(left).hasValue(4_800);
    assertThat(other.run()).isFalse();
  }

  @Test
  void a_chore_that_fails_does_not_keep_the_others_from_being_done() {
    left.set(300);
    RunChores node =
        node(
            new Chore(
                "stones",
                limit -> {
                  throw new IllegalStateException("too hard");
                }),
            new Chore("crumbs", this::eat));

    assertThat(node.run()).isTrue();

    assertThat(left).hasValue(0);
  }

  @Test
  void a_store_that_does_not_answer_is_asked_again_by_the_next_call() {
    AtomicInteger calls = new AtomicInteger();
    left.set(300);
    RunChores node =
        node(
            new Chore(
                "stones",
                limit -> {
                  if (calls.incrementAndGet() == 1) {
                    throw new StoreUnavailable("gone", new IllegalStateException());
                  }
                  return 0;
                }),
            new Chore("crumbs", this::eat));

    assertThatThrownBy(node::run).isInstanceOf(StoreUnavailable.class);
    assertThat(left).hasValue(300);
    assertThat(node.run()).isTrue();
    assertThat(left).hasValue(0);
  }
}
