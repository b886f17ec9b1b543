package dev.latchkey.wire.contract.devicesessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTokensTest {
  @Test
  void header_and_payload_are_those_of_the_documented_token() {
    assertThat(base64(DeviceSessionsJson.TOKEN_HEADER))
        .isEqualTo("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9");
    assertThat(base64(DeviceSessionsJson.tokenPayload("1049"))).isEqualTo("eyJpZCI6MTA0OX0");
  }

  @Test
  void the_number_is_read_out_of_a_payload() {
    assertThat(DeviceSessionsJson.tokenNumber("{\"id\":1049}")).isEqualTo("1049");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"id\":}",
        "{\"id\":-1}",
        "{\"id\":1.0}",
        "{\"id\":\"1\"}",
        "{\"id\": 1}",
        "{\"id\":1,\"exp\":2}",
        "{\"id\":12345678901}",
        "{\"ID\":1}",
        "{\"id\":1",
        "{\"id\":\u0661}",
      })
  void any_other_payload_names_nobody(String payload) {
    assertThat(DeviceSessionsJson.tokenNumber(payload)).isNull();
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
