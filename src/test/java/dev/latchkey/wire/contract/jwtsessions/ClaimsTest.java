package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_604_592_761L);
  private static final String UID = "c8edb87c-c114-4284-ad8d-7d7b619130d2";
  private static final String RUID = "7c5e150b-6445-495e-bd89-d4d442ff813a";
  private static final String IDS = ",\"user_id\":385,\"uid\":\"" + UID + "\",\"ruid\":\"" + RUID;

  @Test
  void the_documented_payload_is_read() {
    assertThat(Claims.parse("{\"exp\":1604596361" + IDS + "\"}", NOW))
        .contains(new Claims(1_604_596_361L, UID, RUID));
  }

  @Test
  void a_refresh_token_has_no_ruid() {
    assertThat(Claims.parse("{\"exp\":1604596361,\"uid\":\"" + RUID + "\"}", NOW))
        .contains(new Claims(1_604_596_361L, RUID, null));
  }

  @Test
  void the_expiry_is_a_whole_number_and_must_be_there() {
    for (String exp :
        List.of(
            "null",
            "\"1604596361\"",
            "1604596361.0",
            "1604596361.5",
            "1e10",
            "true",
            "[1604596361]",
            "{}",
            "99999999999999999999",
            "1604596361000000000000000000000000000000000000")) {
      assertThat(Claims.parse("{\"exp\":" + exp + IDS + "\"}", NOW)).as(exp).isEmpty();
    }
    assertThat(Claims.parse("{\"uid\":\"" + UID + "\",\"ruid\":\"" + RUID + "\"}", NOW)).isEmpty();
  }

  @Test
  void a_token_is_expired_from_its_very_second_without_leeway() {
    Claims claims = new Claims(NOW.getEpochSecond(), UID, RUID);
    assertThat(claims.isExpired(NOW.minusMillis(1))).isFalse();
    assertThat(claims.isExpired(NOW)).isTrue();
    assertThat(claims.isExpired(NOW.plusSeconds(1))).isTrue();
    assertThat(new Claims(-1, UID, RUID).isExpired(NOW)).isTrue();
    assertThat(new Claims(253_402_300_799L, UID, RUID).isExpired(NOW)).isFalse();
    assertThat(new Claims(Long.MIN_VALUE, UID, RUID).isExpired(NOW)).isTrue();
  }

  @Test
  void a_token_that_is_not_valid_yet_is_refused() {
    String start = "{\"exp\":1604596361" + IDS + "\",\"nbf\":";
    assertThat(Claims.parse(start + NOW.getEpochSecond() + "}", NOW)).isPresent();
    assertThat(Claims.parse(start + (NOW.getEpochSecond() + 1) + "}", NOW)).isEmpty();
    for (String bad : List.of("null", "\"0\"", "0.5", "[]")) {
      assertThat(Claims.parse(start + bad + "}", NOW)).as(bad).isEmpty();
    }
  }

  @Test
  void names_are_uuids_in_lower_case() {
    for (String uid :
        List.of("", "x", UID + " ", UID + "\\n", UID.toUpperCase(java.util.Locale.ROOT), "0")) {
      assertThat(Claims.parse("{\"exp\":1604596361,\"uid\":\"" + uid + "\"}", NOW))
          .as(uid)
          .isEmpty();
      assertThat(
              Claims.parse(
                  "{\"exp\":1604596361,\"uid\":\"" + UID + "\",\"ruid\":\"" + uid + "\"}", NOW))
          .as(uid)
          .isEmpty();
    }
    for (String value : List.of("null", "1", "[\"" + UID + "\"]", "{}")) {
      assertThat(Claims.parse("{\"exp\":1604596361,\"uid\":" + value + "}", NOW)).isEmpty();
      assertThat(
              Claims.parse(
                  "{\"exp\":1604596361,\"uid\":\"" + UID + "\",\"ruid\":" + value + "}", NOW))
          .as(value)
          .isEmpty();
    }
    assertThat(Claims.parse("{\"exp\":1604596361}", NOW)).isEmpty();
  }

  @Test
  void what_is_no_json_object_says_nothing() {
    for (String payload :
        List.of("", "null", "[]", "1", "\"x\"", "{", "{}x", "[".repeat(10_000), "{\"exp\":1,")) {
      assertThat(Claims.parse(payload, NOW)).as(payload).isEmpty();
    }
    assertThat(Claims.parse("{\"exp\":1604596361,\"exp\":1604596361" + IDS + "\"}", NOW))
        .as("a key that stands twice")
        .isEmpty();
  }

  @Test
  void claims_print_nothing() {
    assertThat(new Claims(1, UID, RUID).toString()).isEqualTo("[claims]");
  }
}
