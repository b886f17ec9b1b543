package dev.latchkey.wire.contract.privatetoken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.Origin;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which language a client is told its mistakes in. */
class LanguageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"en", "EN", "en-GB", "fr, en;q=0.5", "zh;q=0.3, en;q=0.7", "en;q=1.000, zh;q=0.9"})
  void english_is_spoken_to_whoever_prefers_it(String accepted) {
    assertThat(Language.of(asking(accepted))).isEqualTo(Language.ENGLISH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zh-CN",
        "*",
        "fr",
        "",
        "zh, en",
        "en;q=0.3, zh;q=0.7",
        "en;q=0",
        "english",
        "en;q=9",
        "en;q=1e5",
        ",,;;q=,="
      })
  void chinese_is_spoken_to_everybody_else(String accepted) {
    assertThat(Language.of(asking(accepted))).isEqualTo(Language.CHINESE);
  }

  @Test
  void chinese_is_spoken_to_whoever_says_nothing() {
    assertThat(Language.of(request(Map.of()))).isEqualTo(Language.CHINESE);
  }

  private static Request asking(String accepted) {
    return request(Map.of("accept-language", List.of(accepted)));
  }

  private static Request request(Map<String, List<String>> headers) {
    return new Request(
        "POST", "/sign_in", null, headers, Map.of(), new byte[0], false, Origin.LOCAL);
  }
}
