package dev.latchkey.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SystemEntropyTest {
  private final SystemEntropy entropy = new SystemEntropy();

  @Test
  void parallel_callers_never_draw_the_same() {
    Set<ByteBuffer> drawn = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 100_000)
        .parallel()
        .forEach(i -> drawn.add(ByteBuffer.wrap(entropy.bytes(16))));
    assertThat(drawn).hasSize(100_000);
  }

  @Test
  void every_bit_is_set_half_of_the_time() {
    int draws = 40_000;
    int[] set = new int[128];
    for (int draw = 0; draw < draws; draw++) {
      byte[] bytes = entropy.bytes(16);
      for (int bit = 0; bit < set.length; bit++) {
        set[bit] += bytes[bit / 8] >> bit % 8 & 1;
      }
    }
    // Seven standard deviations, so that chance alone fails this once in a billion runs.
    assertThat(Arrays.stream(set).boxed())
        .allSatisfy(times -> assertThat(times).isBetween(19_300, 20_700));
  }

  @Test
  void any_number_of_bytes_can_be_drawn() {
    assertThat(entropy.bytes(0)).isEmpty();
    assertThat(entropy.bytes(1000)).hasSize(1000);
    assertThat(entropy.positiveLong()).isNotNegative();
  }
}
