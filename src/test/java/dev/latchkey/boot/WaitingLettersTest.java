package dev.latchkey.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.kernel.MovedTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The store is asked how many letters wait only for those who look, and not by them. */
class WaitingLettersTest {
  private final MovedTime time = new MovedTime();
  private int asked;
  private Outbox.Depth depth = new Outbox.Depth(0, null);
  private final WaitingLetters letters = new WaitingLetters(outbox(), time);

  private Outbox outbox() {
    return (Outbox)
        Proxy.newProxyInstance(
            Outbox.class.getClassLoader(),
            new Class<?>[] {Outbox.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("depth");
              asked++;
              return depth;
            });
  }

  @Test
  void whoever_looks_does_not_ask_the_store() {
    assertThat(letters.count()).isNaN();
    assertThat(letters.oldestSeconds()).isNaN();
    letters.read();
    depth = new Outbox.Depth(2, time.now());
    letters.read();
    time.move(Duration.ofSeconds(7));

    for (int i = 0; i < 100; i++) {
      assertThat(letters.count()).isEqualTo(2);
      assertThat(letters.oldestSeconds()).isEqualTo(7);
    }

    assertThat(asked).isEqualTo(2);
  }

  @Test
  void the_store_is_left_alone_when_nobody_looks() {
    letters.read();
    assertThat(asked).isEqualTo(1);
    time.move(Duration.ofMinutes(4));
    letters.read();
    assertThat(asked).isEqualTo(1);

    assertThat(letters.count()).as("too old to be told").isNaN();
    letters.read();

    assertThat(asked).isEqualTo(2);
    assertThat(letters.count()).isZero();
    assertThat(letters.oldestSeconds()).isZero();
  }

  @Test
  void a_figure_that_could_not_be_read_for_long_is_no_number() {
    letters.read();
    time.move(Duration.ofSeconds(31));
    assertThat(letters.count()).isNaN();
  }
}
