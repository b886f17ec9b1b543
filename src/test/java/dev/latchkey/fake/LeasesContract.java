package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What all {@link dev.latchkey.feature.upkeep.Leases} promise. */
public abstract class LeasesContract extends StoreContract {
  private static final Duration LIFETIME = Duration.ofSeconds(30);

  private boolean take(String holder) {
    return store().leases().take("work", holder, now(), LIFETIME);
  }

  @Test
  void a_lease_keeps_others_away_until_its_time_is_over() {
    assertThat(take("one")).isTrue();
    assertThat(take("two")).isFalse();
    time.move(LIFETIME.minusMillis(1));
    assertThat(take("two")).isFalse();
    time.move(Duration.ofMillis(1));

    assertThat(take("two")).isTrue();
    assertThat(take("one")).isFalse();
  }

  @Test
  void who_holds_it_lengthens_it() {
    take("one");
    for (int i = 0; i < 5; i++) {
      time.move(LIFETIME.dividedBy(2));
      assertThat(take("one")).isTrue();
      assertThat(take("two")).isFalse();
    }
  }

  @Test
  void a_lease_that_was_given_back_is_free_at_once() {
    take("one");
    store().leases().giveBack("work", "one");

    assertThat(take("two")).isTrue();
  }

  @Test
  void nobody_gives_back_what_another_holds() {
    take("one");
    store().leases().giveBack("work", "two");
    store().leases().giveBack("other work", "one");

    assertThat(take("two")).isFalse();
  }

  @Test
  void leases_of_other_names_are_other_leases() {
    take("one");

    assertThat(store().leases().take("other work", "two", now(), LIFETIME)).isTrue();
  }

  @Test
  void a_wrong_clock_does_not_hold_a_lease_for_ever() {
    store().leases().take("work", "one", now().plus(Duration.ofDays(9000)), LIFETIME);
    assertThat(take("two")).isTrue();
    // Clocks that differ a little are no reason to take it away.
    store().leases().giveBack("work", "two");
    store().leases().take("work", "one", now().plus(LIFETIME.dividedBy(2)), LIFETIME);
    assertThat(take("two")).isFalse();
  }

  @Test
  void of_many_that_want_it_at_once_one_gets_it() throws Exception {
    assertThat(Crowd.rush(30, i -> () -> take("node " + i))).containsOnlyOnce(true);
    time.move(LIFETIME);
    assertThat(Crowd.rush(30, i -> () -> take("next " + i))).containsOnlyOnce(true);
  }
}
