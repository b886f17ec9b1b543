package dev.latchkey.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DerivedHashTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  private final MasterKey key = MasterKey.of(new byte[32]);

  @Test
  void a_code_never_changes_between_versions() {
    assertThat(HexFormat.of().formatHex(new DerivedHash(key, "csrf").hmac(HELLO)))
        .isEqualTo("0189ccc1551f177111a6e70465ff468803e0f9f8d93adac4c073df353c73ed72");
  }

  @Test
  void purposes_have_different_codes() {
    assertThat(new DerivedHash(key, "one").hmac(HELLO))
        .isNotEqualTo(new DerivedHash(key, "two").hmac(HELLO));
  }

  @Test
  void parallel_callers_do_not_disturb_each_other() {
    DerivedHash hash = new DerivedHash(key, "one");
    byte[] expected = hash.hmac(HELLO);
    AtomicInteger wrong = new AtomicInteger();
    IntStream.range(0, 20_000)
        .parallel()
        .forEach(
            i -> {
              hash.hmac(new byte[i % 200]);
              if (!java.util.Arrays.equals(hash.hmac(HELLO), expected)) {
                wrong.incrementAndGet();
              }
            });
    assertThat(wrong).hasValue(0);
  }
}
