package dev.latchkey.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.kernel.MovedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvenPaceTest {
  private final MovedTime time = new MovedTime();
  private final List<Duration> waits = new ArrayList<>();
  private final EvenPace pace = new EvenPace(time, nanos -> waits.add(Duration.ofNanos(nanos)));

  private String work(Duration takes) {
    return pace.keep(
        () -> {
          time.move(takes);
          return "done";
        });
  }

  @Test
  void short_work_is_drawn_out_to_the_length() {
    assertThat(work(Duration.ZERO)).isEqualTo("done");
    assertThat(work(Duration.ofMillis(12))).isEqualTo("done");
    assertThat(waits)
        .containsExactly(EvenPace.LENGTH, EvenPace.LENGTH.minus(Duration.ofMillis(12)));
  }

  @Test
  void long_work_is_not_drawn_out() {
    assertThat(work(EvenPace.LENGTH)).isEqualTo("done");
    assertThat(work(Duration.ofSeconds(2))).isEqualTo("done");
    assertThat(waits).isEmpty();
  }

  @Test
  void work_that_fails_is_drawn_out_as_well() {
    assertThatThrownBy(
            () ->
                pace.keep(
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(waits).containsExactly(EvenPace.LENGTH);
  }

  @Test
  void an_answer_really_waits() {
    long begin = System.nanoTime();
    String done = new EvenPace(java.time.Instant::now).keep(() -> "done");
    assertThat(done).isEqualTo("done");
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(EvenPace.LENGTH.toNanos());
  }
}
