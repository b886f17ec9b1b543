package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogGateTest {
  private final AtomicLong clock = new AtomicLong();
  private final LogGate gate = new LogGate(clock::get);
  private final List<String> written = new ArrayList<>();

  @Test
  void a_flood_of_lines_becomes_a_few_and_a_count() {
    for (int i = 0; i < 1000; i++) {
      gate.pass(written::add);
    }
    assertThat(written).hasSize(10).allMatch(String::isEmpty);

    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    gate.pass(written::add);
    gate.pass(written::add);

    assertThat(written).hasSize(12);
    assertThat(written.get(10)).isEqualTo(" (990 lines like it were left out)");
    assertThat(written.get(11)).isEmpty();
  }
}
