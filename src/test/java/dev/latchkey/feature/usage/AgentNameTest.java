package dev.latchkey.feature.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of what callers call themselves. */
class AgentNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "curl/8.5.0 | curl/8.5",
        "okhttp/4.9.3 | okhttp/4.9",
        "UProgress/1.2.3 (iPhone; iOS 10.1; Scale/2.00) | UProgress/1.2",
        "UProgress/12 CFNetwork/808.1.4 Darwin/16.1.0 | UProgress/12",
        "node-fetch/1.0 (+https://github.com/bitinn/node-fetch) | node-fetch/1.0",
        "core/fetch | core",
        "Apache-HttpClient/4.5.13 (Java/1.8.0_292) | Apache-HttpClient/4.5",
        "Dalvik/2.1.0 (Linux; U; Android 12; SM-G991B Build/SP1A) | Dalvik/2.1",
        "Ruby | Ruby",
        "python-requests/2.31.0 | python-requests/2.31",
        "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0 | Firefox/133.0",
        "'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.6778.86"
            + " Safari/537.36 Edg/131.0.2903.70' | Edge/131.0",
        "'Mozilla/5.0 (Macintosh) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
            + " Safari/537.36' | Chrome/131.0",
        "'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148"
            + " Safari/604.1' | Safari/17.4",
        "Mozilla/4.0 (compatible) | Mozilla",
      })
  void a_program_is_named_by_its_product_and_two_numbers(String agent, String name) {
    assertThat(AgentName.of(agent)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "joe@example.com",
        "+49 170 1234567",
        "192.0.2.7",
        "device-350123451234560/1.0",
        "{\"name\":\"joe\"}",
        "<script>",
        "ü/1.0",
        "(comment)"
      })
  void what_is_no_product_is_not_kept(String agent) {
    assertThat(AgentName.of(agent)).isEqualTo("other");
  }

  @Test
  void a_name_has_a_bound() {
    assertThat(AgentName.of("a".repeat(500) + "/" + "1".repeat(500))).hasSizeLessThanOrEqualTo(42);
    assertThat(AgentName.of("a/" + "9".repeat(500))).hasSizeLessThanOrEqualTo(42);
    assertThat(AgentName.of(null)).isEqualTo("none");
    assertThat(AgentName.of(" ")).isEqualTo("none");
  }
}
