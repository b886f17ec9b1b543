package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.feature.usage.Door;
import dev.latchkey.feature.usage.DoorUse;
import dev.latchkey.feature.usage.DoorUses;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all {@link DoorUses} promise. */
public abstract class DoorUsesContract extends StoreContract {
  private static final LocalDate DAY = LocalDate.of(2026, 12, 1);
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final Door ONE = new Door("some", "GET /one", "Bearer", "curl/8.5");
  private static final Door OTHER = new Door("some", "GET /one", "none", "okhttp/4.9");
  private static final Door ELSEWHERE = new Door("another", "GET /two", "cookie", "none");

  private DoorUses uses() {
    return store().doorUses();
  }

  private static DoorUse use(LocalDate day, Door door, long used) {
    return new DoorUse(day, door, used, 0, NOON);
  }

  @Test
  void what_is_added_sums_up() {
    uses().add(List.of(new DoorUse(DAY, ONE, 3, 1, NOON), new DoorUse(DAY, OTHER, 0, 5, null)));
    uses().add(List.of(new DoorUse(DAY, ONE, 2, 2, NOON.plusSeconds(60))));
    assertThat(uses().since(DAY))
        .containsExactlyInAnyOrder(
            new DoorUse(DAY, ONE, 5, 3, NOON.plusSeconds(60)), new DoorUse(DAY, OTHER, 0, 5, null));
  }

  @Test
  void the_last_use_stays_whatever_is_added_after_it() {
    uses().add(List.of(use(DAY, ONE, 1)));
    uses().add(List.of(new DoorUse(DAY, ONE, 0, 1, null)));
    uses().add(List.of(new DoorUse(DAY, ONE, 1, 0, NOON.minusSeconds(60))));
    assertThat(uses().since(DAY)).containsExactly(new DoorUse(DAY, ONE, 2, 1, NOON));
  }

  @Test
  void days_are_apart_and_come_oldest_first() {
    uses().add(List.of(use(DAY, ONE, 1)));
    uses().add(List.of(use(DAY.minusDays(1), ONE, 2)));
    assertThat(uses().since(DAY.minusDays(1)))
        .containsExactly(use(DAY.minusDays(1), ONE, 2), use(DAY, ONE, 1));
    assertThat(uses().since(DAY)).containsExactly(use(DAY, ONE, 1));
  }

  @Test
  void programs_are_known_by_day_and_contract() {
    uses().add(List.of(use(DAY, ONE, 1), use(DAY, OTHER, 1), use(DAY, ELSEWHERE, 1)));
    assertThat(uses().agents(DAY, "some")).containsExactlyInAnyOrder("curl/8.5", "okhttp/4.9");
    assertThat(uses().agents(DAY, "another")).containsExactly("none");
    assertThat(uses().agents(DAY.plusDays(1), "some")).isEmpty();
  }

  @Test
  void old_days_go_in_batches_and_the_others_stay() {
    uses().add(List.of(use(DAY.minusDays(2), ONE, 1), use(DAY.minusDays(2), OTHER, 1)));
    uses().add(List.of(use(DAY.minusDays(1), ONE, 1), use(DAY, ONE, 1)));
    assertThat(uses().forget(DAY, 2)).isEqualTo(2);
    assertThat(uses().forget(DAY, 2)).isEqualTo(1);
    assertThat(uses().forget(DAY, 2)).isZero();
    assertThat(uses().since(LocalDate.EPOCH)).containsExactly(use(DAY, ONE, 1));
  }
}
