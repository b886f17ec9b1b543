package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.Entropy;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
  @Test
  void ids_are_random_uuids_that_do_not_repeat() {
    RequestIds ids = new RequestIds(RunningServer.ENTROPY);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 5000; i++) {
      String id = ids.next();
      UUID uuid = UUID.fromString(id);
      assertThat(uuid.version()).isEqualTo(4);
      assertThat(uuid.variant()).isEqualTo(2);
      assertThat(uuid).hasToString(id);
      assertThat(seen.add(id)).isTrue();
    }
  }

  @Test
  void ids_come_from_the_port_to_chance() {
    Entropy ones =
        count -> {
          byte[] bytes = new byte[count];
          java.util.Arrays.fill(bytes, (byte) 0x11);
          return bytes;
        };

    assertThat(new RequestIds(ones).next()).isEqualTo("11111111-1111-4111-9111-111111111111");
  }
}
