package dev.latchkey.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.kernel.MovedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvenRefusalsTest {
  private final MovedTime time = new MovedTime();
  private final List<Duration> waits = new ArrayList<>();
  private final EvenRefusals refusals =
      new EvenRefusals(time, nanos -> waits.add(Duration.ofNanos(nanos)));

  @Test
  void nobody_waits_while_there_are_no_dearer_hashes() throws HasherBusy {
    assertThat(answer(false, 20)).isFalse();
    assertThat(waits).isEmpty();
  }

  @Test
  void a_no_comes_when_the_dearest_kind_would_have_been_computed() throws HasherBusy {
    refusals.expect("bcrypt$10", Duration.ofMillis(60).toNanos());
    refusals.expect("bcrypt$12", Duration.ofMillis(200).toNanos());
    answer(false, 20);
    answer(false, 60);
    answer(false, 200);
    assertThat(waits)
        .containsExactly(Duration.ofMillis(230), Duration.ofMillis(190), Duration.ofMillis(50));
  }

  @Test
  void a_yes_comes_at_once() throws HasherBusy {
    refusals.expect("bcrypt$12", Duration.ofMillis(200).toNanos());
    assertThat(answer(true, 20)).isTrue();
    assertThat(waits).isEmpty();
  }

  @Test
  void the_wait_for_a_thread_does_not_shorten_the_wait() throws HasherBusy {
    refusals.expect("bcrypt$12", Duration.ofMillis(200).toNanos());
    refusals.keep(
        mark -> {
          time.move(Duration.ofMillis(400));
          return mark.begun(
              () -> {
                time.move(Duration.ofMillis(20));
                return false;
              });
        });
    assertThat(waits).containsExactly(Duration.ofMillis(230));
  }

  @Test
  void what_was_measured_takes_the_place_of_what_was_thought() throws HasherBusy {
    refusals.expect("bcrypt$12", Duration.ofMillis(200).toNanos());
    refusals.expect("bcrypt$12", Duration.ofMillis(900).toNanos());
    assertThat(refusals.pace()).isEqualTo(Duration.ofMillis(250));
    for (int i = 0; i < 100; i++) {
      refusals.note("bcrypt$12", Duration.ofMillis(400).toNanos());
    }
    assertThat(refusals.pace()).isBetween(Duration.ofMillis(499), Duration.ofMillis(500));
  }

  @Test
  void nobody_waits_longer_than_two_seconds() {
    refusals.note("bcrypt$14", Duration.ofMinutes(5).toNanos());
    assertThat(refusals.pace()).isEqualTo(Duration.ofSeconds(2));
  }

  private boolean answer(boolean isYes, long millis) throws HasherBusy {
    return refusals.keep(
        mark ->
            mark.begun(
                () -> {
                  time.move(Duration.ofMillis(millis));
                  return isYes;
                }));
  }
}
