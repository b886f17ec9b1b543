package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.kernel.RealmName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JwtSessionsSettingsTest {
  @Test
  void the_defaults_are_what_the_documents_promise() {
    JwtSessionsSettings settings = JwtSessionsSettings.DEFAULT;
    assertThat(settings.accessLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.refreshLifetime()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.refreshGrace()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.aliases()).isTrue();
  }

  @Test
  void an_access_token_may_not_outlive_its_session() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(Duration.ofSeconds(61), Duration.ofSeconds(60), "https://a.b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(Duration.ofMillis(900), Duration.ofSeconds(60), "https://a.b"));
    assertThat(with(Duration.ofSeconds(60), Duration.ofSeconds(60), "https://a.b")).isNotNull();
  }

  @Test
  void origins_are_written_as_browsers_write_them() {
    for (String good :
        List.of("https://app.example.com", "http://localhost:8080", "capacitor://localhost")) {
      assertThat(with(Duration.ofSeconds(1), Duration.ofSeconds(1), good).origins())
          .containsExactly(good);
    }
    for (String bad :
        List.of(
            "*",
            "null",
            "https://*.example.com",
            "https://app.example.com/",
            "https://App.example.com",
            "app.example.com",
            "https://")) {
      assertThatIllegalArgumentException()
          .as(bad)
          .isThrownBy(() -> with(Duration.ofSeconds(1), Duration.ofSeconds(1), bad));
    }
  }

  private static JwtSessionsSettings with(Duration access, Duration refresh, String origin) {
    return new JwtSessionsSettings(
        RealmName.MAIN,
        access,
        refresh,
        Duration.ZERO,
        true,
        false,
        false,
        8,
        false,
        List.of(origin),
        false);
  }
}
