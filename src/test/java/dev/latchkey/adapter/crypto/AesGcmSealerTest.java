package dev.latchkey.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AesGcmSealerTest {
  private static final byte[] PLAIN = "a live link".getBytes(StandardCharsets.UTF_8);

  private final SystemEntropy entropy = new SystemEntropy();
  private final AesGcmSealer sealer = new AesGcmSealer(MasterKey.of(entropy.bytes(32)), entropy);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 43, 100_000})
  void what_is_sealed_can_be_opened(int length) {
    byte[] plain = entropy.bytes(length);
    byte[] sealed = sealer.seal(plain, "row/1");
    assertThat(sealed).hasSize(1 + 12 + length + 16);
    assertThat(sealer.open(sealed, "row/1")).isEqualTo(plain);
  }

  @Test
  void it_cannot_be_opened_in_another_place() {
    byte[] sealed = sealer.seal(PLAIN, "row/1");
    assertThatThrownBy(() -> sealer.open(sealed, "row/2"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void it_cannot_be_opened_under_another_key() {
    byte[] sealed = sealer.seal(PLAIN, "row/1");
    AesGcmSealer other = new AesGcmSealer(MasterKey.of(entropy.bytes(32)), entropy);
    assertThatThrownBy(() -> other.open(sealed, "row/1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("live link");
  }

  @Test
  void it_can_be_opened_after_the_next_start() {
    MasterKey key = MasterKey.of(entropy.bytes(32));
    byte[] sealed = new AesGcmSealer(key, entropy).seal(PLAIN, "row/1");
    assertThat(new AesGcmSealer(key, entropy).open(sealed, "row/1")).isEqualTo(PLAIN);
  }

  @Test
  void every_altered_bit_is_noticed() {
    byte[] sealed = sealer.seal(PLAIN, "row/1");
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] altered = sealed.clone();
      altered[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> sealer.open(altered, "row/1"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void every_cut_is_noticed() {
    byte[] sealed = sealer.seal(PLAIN, "row/1");
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> sealer.open(cut, "row/1"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void no_nonce_comes_twice() {
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      nonces.add(Arrays.toString(Arrays.copyOfRange(sealer.seal(PLAIN, "row/1"), 1, 13)));
    }
    assertThat(nonces).hasSize(10_000);
  }
}
