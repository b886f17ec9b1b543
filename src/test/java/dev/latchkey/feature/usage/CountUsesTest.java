package dev.latchkey.feature.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.session.Changes;
import dev.latchkey.fake.Crowd;
import dev.latchkey.fake.MemoryStore;
import dev.latchkey.kernel.MovedTime;
import dev.latchkey.kernel.StoreUnavailable;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Counting who comes through which door. */
class CountUsesTest {
  private final MovedTime time = new MovedTime();
  private final DoorUses uses = new MemoryStore(new Changes()).doorUses();
  private final CountUses count = new CountUses(uses, time);

  private LocalDate today() {
    return LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
  }

  private List<DoorUse> kept() {
    return uses.since(LocalDate.EPOCH);
  }

  @Test
  void uses_and_refusals_are_kept_apart_and_only_a_use_has_a_moment() {
    count.count("some", "GET /a", "Bearer", "curl/8.5.0", false);
    count.count("some", "GET /a", "Bearer", "curl/8.5.1", false);
    count.count("some", "GET /a", "Bearer", "curl/8.5.0", true);
    count.count("some", "GET /b", "none", null, true);
    count.flush();
    assertThat(kept())
        .containsExactly(
            new DoorUse(
                today(), new Door("some", "GET /a", "Bearer", "curl/8.5"), 2, 1, time.now()),
            new DoorUse(today(), new Door("some", "GET /b", "none", "none"), 0, 1, null));
    count.flush();
    assertThat(kept()).hasSize(2);
  }

  @Test
  void the_check_of_a_contract_is_no_use_of_it() {
    count.count("some", "GET /a", "Bearer", "latchkey-contract-check", false);
    count.flush();
    assertThat(kept()).isEmpty();
  }

  @Test
  void nothing_is_lost_or_counted_twice_while_it_is_written() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Crowd.rush(
        4,
        turn ->
            () -> {
              for (int i = 0; i < 2_000; i++) {
                count.count("some", "GET /" + i % 7, "Bearer", "curl/8." + turn, i % 3 == 0);
                if (i % 100 == 0) {
                  count.flush();
                }
              }
              return asked.addAndGet(2_000);
            });
    count.flush();
    long sum = kept().stream().mapToLong(one -> one.used() + one.refused()).sum();
    assertThat(sum).isEqualTo(asked.get()).isEqualTo(8_000);
  }

  @Test
  void what_could_not_be_written_is_written_the_next_time() {
    boolean[] isDown = {true};
    DoorUses shaky =
        new DoorUses() {
          @Override
          public void add(List<DoorUse> more) {
            if (isDown[0]) {
              throw new StoreUnavailable("down", new IllegalStateException());
            }
            uses.add(more);
          }

          @Override
          public Set<String> agents(LocalDate day, String contract) {
            return uses.agents(day, contract);
          }

          @Override
          public List<DoorUse> since(LocalDate first) {
            return uses.since(first);
          }

          @Override
          public int forget(LocalDate first, int limit) {
            return uses.forget(first, limit);
          }
        };
    CountUses over = new CountUses(shaky, time);
    over.count("some", "GET /a", "Bearer", "curl/8.5", false);
    assertThatThrownBy(over::flush).isInstanceOf(StoreUnavailable.class);
    over.count("some", "GET /a", "Bearer", "curl/8.5", false);
    isDown[0] = false;
    over.flush();
    assertThat(kept()).singleElement().satisfies(one -> assertThat(one.used()).isEqualTo(2));
  }

  @Test
  void a_day_has_rows_of_its_own() {
    count.count("some", "GET /a", "Bearer", "curl/8.5", false);
    count.flush();
    time.move(Duration.ofDays(1));
    count.count("some", "GET /a", "Bearer", "curl/8.5", false);
    count.flush();
    assertThat(kept()).extracting(DoorUse::day).containsExactly(today().minusDays(1), today());
  }

  @Test
  void no_caller_can_make_more_rows_than_there_may_be() {
    for (int i = 0; i < 5_000; i++) {
      count.count("some", "GET /a", "Bearer", "p" + letters(i) + "/1", false);
      if (i % 500 == 0) {
        count.flush();
      }
    }
    count.flush();
    // After a restart, and on another node, the bound still is that of the day.
    CountUses again = new CountUses(uses, time);
    for (int i = 5_000; i < 6_000; i++) {
      again.count("some", "GET /a", "Bearer", "p" + letters(i) + "/1", false);
    }
    again.flush();
    assertThat(kept()).hasSizeLessThanOrEqualTo(CountUses.MOST_AGENTS + 1);
    assertThat(kept().stream().mapToLong(DoorUse::used).sum()).isEqualTo(6_000);
    assertThat(kept()).extracting(one -> one.door().agent()).contains("other");
  }

  private static String letters(int number) {
    StringBuilder letters = new StringBuilder();
    for (int rest = number; rest > 0; rest /= 26) {
      letters.append((char) ('a' + rest % 26));
    }
    return letters.toString();
  }
}
