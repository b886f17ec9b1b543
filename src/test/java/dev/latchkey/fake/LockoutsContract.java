package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.policy.LockoutRule;
import dev.latchkey.core.policy.Lockouts.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all {@link dev.latchkey.core.policy.Lockouts} promise. */
public abstract class LockoutsContract extends StoreContract {
  private static final LockoutRule RULE =
      new LockoutRule(5, Duration.ofHours(24), Duration.ofMinutes(15));
  private static final String ADA = "ada";

  private Reservation reserve(String subject) {
    return store().lockouts().reserve(subject, RULE, now());
  }

  private Reservation reserve(String subject, int times) {
    Reservation last = reserve(subject);
    for (int i = 1; i < times; i++) {
      last = reserve(subject);
    }
    return last;
  }

  @Test
  void attempts_are_judged_up_to_the_bound_and_not_beyond() {
    for (int i = 1; i <= 4; i++) {
      assertThat(reserve(ADA)).isEqualTo(new Reservation(i, true, Instant.EPOCH, false));
    }
    Instant until = now().plus(RULE.lifetime());
    assertThat(reserve(ADA)).isEqualTo(new Reservation(5, true, until, false));
    assertThat(reserve(ADA)).isEqualTo(new Reservation(5, false, until, false));
    assertThat(reserve(ADA)).isEqualTo(new Reservation(5, false, until, false));
    assertThat(reserve("bob").isJudged()).isTrue();
  }

  @Test
  void a_bound_of_one_locks_at_once() {
    LockoutRule strict = new LockoutRule(1, Duration.ofHours(1), Duration.ofMinutes(1));

    assertThat(store().lockouts().reserve(ADA, strict, now()).isLocked()).isTrue();
    assertThat(store().lockouts().reserve(ADA, strict, now()).isJudged()).isFalse();
    time.move(Duration.ofMinutes(1));
    assertThat(store().lockouts().reserve(ADA, strict, now()))
        .isEqualTo(new Reservation(1, true, now().plus(strict.lifetime()), false));
  }

  @Test
  void a_lock_ends_by_itself_however_often_somebody_tries_and_then_counting_begins_anew() {
    reserve(ADA, 5);
    time.move(Duration.ofMinutes(15).minusMillis(1));
    assertThat(reserve(ADA, 20).isJudged()).isFalse();
    time.move(Duration.ofMillis(1));
    assertThat(reserve(ADA)).isEqualTo(new Reservation(1, true, Instant.EPOCH, false));
  }

  @Test
  void failures_count_for_the_window_and_no_longer() {
    reserve(ADA, 4);
    time.move(RULE.window().minusMillis(1));
    assertThat(reserve(ADA).isLocked()).isTrue();
    store().lockouts().clear(ADA);

    reserve(ADA, 4);
    time.move(RULE.window());
    assertThat(reserve(ADA)).isEqualTo(new Reservation(1, true, Instant.EPOCH, false));
  }

  @Test
  void a_clock_set_back_neither_resets_a_counter_nor_locks_for_good() {
    reserve(ADA, 4);
    time.move(Duration.ofHours(-1));
    assertThat(reserve(ADA).failures()).isEqualTo(5);
    time.move(Duration.ofHours(-1));
    Instant until = now().plus(RULE.lifetime());
    assertThat(reserve(ADA)).isEqualTo(new Reservation(5, false, until, false));
    time.move(RULE.lifetime());
    assertThat(reserve(ADA).isJudged()).isTrue();
  }

  @Test
  void a_clock_set_forth_by_an_hour_forgets_no_failure() {
    reserve(ADA, 4);
    time.move(Duration.ofHours(1));
    assertThat(reserve(ADA).isLocked()).isTrue();
  }

  @Test
  void a_window_counted_from_the_future_ends_in_time() {
    reserve(ADA, 4);
    time.move(Duration.ofDays(-400));
    reserve(ADA);
    store().lockouts().giveBack(ADA);
    time.move(RULE.window());
    assertThat(reserve(ADA).failures()).isEqualTo(1);
  }

  @Test
  void what_is_given_back_was_never_spent() {
    reserve(ADA, 5);
    store().lockouts().giveBack(ADA);
    assertThat(reserve(ADA))
        .isEqualTo(new Reservation(5, true, now().plus(RULE.lifetime()), false));
    assertThat(reserve(ADA).isJudged()).isFalse();
    store().lockouts().giveBack("nobody");
    assertThat(reserve("nobody").failures()).isEqualTo(1);
  }

  @Test
  void clearing_ends_the_lock_of_one_subject() {
    reserve(ADA, 6);
    reserve("bob", 6);
    store().lockouts().clear(ADA);
    assertThat(reserve(ADA)).isEqualTo(new Reservation(1, true, Instant.EPOCH, false));
    assertThat(reserve("bob").isJudged()).isFalse();
  }

  @Test
  void each_lock_is_told_once() {
    reserve(ADA, 4);
    assertThat(store().lockouts().tell(ADA)).isFalse();
    reserve(ADA);
    assertThat(store().lockouts().tell(ADA)).isTrue();
    assertThat(store().lockouts().tell(ADA)).isFalse();
    assertThat(reserve(ADA).isTold()).isTrue();
    time.move(RULE.lifetime());
    assertThat(reserve(ADA, 5).isTold()).isFalse();
    assertThat(store().lockouts().tell(ADA)).isTrue();
    assertThat(store().lockouts().tell("nobody")).isFalse();
  }

  @Test
  void two_hundred_at_once_get_exactly_as_many_attempts_as_are_borne() throws Exception {
    List<Reservation> all = Crowd.rush(200, i -> () -> reserve(ADA));

    assertThat(all).filteredOn(Reservation::isJudged).hasSize(5);
    assertThat(all)
        .filteredOn(Reservation::isJudged)
        .extracting(Reservation::failures)
        .containsExactlyInAnyOrder(1, 2, 3, 4, 5);
  }

  @Test
  void of_many_that_tell_of_a_lock_one_does() throws Exception {
    reserve(ADA, 5);

    assertThat(Crowd.rush(20, i -> () -> store().lockouts().tell(ADA)))
        .filteredOn(told -> told)
        .hasSize(1);
  }

  @Test
  void counters_that_say_nothing_are_removed_in_batches_and_no_others() {
    for (int i = 0; i < 5; i++) {
      reserve("old" + i);
    }
    time.move(RULE.window().minus(Duration.ofMinutes(1)));
    reserve("old0", 4);
    reserve("new");
    time.move(Duration.ofMinutes(1));

    assertThat(store().lockouts().forget(RULE, now(), 3)).isEqualTo(3);
    assertThat(store().lockouts().forget(RULE, now(), 3)).isEqualTo(1);
    assertThat(store().lockouts().forget(RULE, now(), 3)).isZero();
    assertThat(reserve("old0").isJudged()).isFalse();
    assertThat(reserve("new").failures()).isEqualTo(2);
    assertThat(reserve("old4").failures()).isEqualTo(1);
  }

  @Test
  void a_reservation_is_kept_with_its_transaction_or_not_at_all() {
    try {
      store()
          .transactions()
          .run(
              () -> {
                reserve(ADA);
                throw new IllegalStateException("no");
              });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("no");
    }
    assertThat(reserve(ADA).failures()).isEqualTo(1);
  }
}
