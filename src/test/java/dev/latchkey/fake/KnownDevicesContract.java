package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.feature.device.KnownDevices;
import dev.latchkey.kernel.AccountId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store of known devices promises. */
public abstract class KnownDevicesContract extends StoreContract {
  @Test
  void a_device_is_new_once() {
    AccountId ada = account("a@x.org").id();
    AccountId bob = account("b@x.org").id();
    assertThat(devices().any(ada)).isFalse();

    assertThat(devices().remember(ada, "phone", now())).isTrue();
    assertThat(devices().remember(ada, "phone", now().plusSeconds(5))).isFalse();
    assertThat(devices().any(ada)).isTrue();
    assertThat(devices().any(bob)).isFalse();
    assertThat(devices().remember(bob, "phone", now())).isTrue();
  }

  @Test
  void new_ones_are_counted_by_when_they_were_first_seen() {
    AccountId ada = account("a@x.org").id();
    Instant begin = now();
    devices().remember(ada, "phone", begin);
    devices().remember(ada, "desk", begin.plusSeconds(10));
    devices().remember(ada, "phone", begin.plusSeconds(20));

    assertThat(devices().newSince(ada, begin)).isEqualTo(2);
    assertThat(devices().newSince(ada, begin.plusMillis(1))).isEqualTo(1);
    assertThat(devices().newSince(ada, begin.plusSeconds(11))).isZero();
  }

  @Test
  void those_not_seen_for_the_longest_time_are_forgotten() {
    AccountId ada = account("a@x.org").id();
    Instant begin = now();
    for (int i = 0; i < KnownDevices.MOST; i++) {
      devices().remember(ada, "device " + i, begin.plus(Duration.ofMinutes(i)));
    }
    devices().remember(ada, "device 0", begin.plus(Duration.ofDays(1)));
    devices().remember(ada, "one more", begin.plus(Duration.ofDays(1)));

    assertThat(devices().remember(ada, "device 0", begin.plus(Duration.ofDays(2)))).isFalse();
    assertThat(devices().remember(ada, "device 1", begin.plus(Duration.ofDays(2)))).isTrue();
  }

  @Test
  void they_go_with_their_account() {
    AccountId ada = account("a@x.org").id();
    devices().remember(ada, "phone", now());
    store().accounts().delete(ada);

    assertThat(devices().any(ada)).isFalse();
  }

  private KnownDevices devices() {
    return store().knownDevices();
  }
}
