package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.SignedTokens;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens made by the original library under a known key, byte for byte. */
class GoldenTokenTest {
  private static final String KEY = "probe-secret-not-real-0123456789abcdef";
  private static final String UID = "c8edb87c-c114-4284-ad8d-7d7b619130d2";
  private static final String RUID = "7c5e150b-6445-495e-bd89-d4d442ff813a";
  private static final Instant NOW = Instant.ofEpochSecond(1_604_592_761L);
  private static final Instant EXPIRES_AT = Instant.ofEpochSecond(4_102_444_800L);
  private static final String GOLDEN =
      "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjQxMDI0NDQ4MDAsInVzZXJfaWQiOjM4NSwidWlkIjoiYzhlZGI4N2MtYzEx"
          + "NC00Mjg0LWFkOGQtN2Q3YjYxOTEzMGQyIiwicnVpZCI6IjdjNWUxNTBiLTY0NDUtNDk1ZS1iZDg5LWQ0ZDQ0MmZm"
          + "ODEzYSJ9.pV2zgEU-FeWBQy4OgsH8cMbUxfQjnAsyahRP0b--ZVI";

  private final SignedTokens signed = KnownKey.signer(KEY, () -> NOW);
  private final SessionTokens tokens = new SessionTokens(signed, () -> NOW);

  @Test
  void the_known_token_is_written_byte_for_byte() {
    Session session = sessionUntil(EXPIRES_AT.plusSeconds(1));
    assertThat(tokens.access(session, UID, RUID, EXPIRES_AT.plusMillis(999))).isEqualTo(GOLDEN);
  }

  @Test
  void the_known_token_is_read() {
    assertThat(tokens.read(GOLDEN)).contains(new Claims(EXPIRES_AT.getEpochSecond(), UID, RUID));
  }

  @Test
  void a_documented_payload_is_written_byte_for_byte() {
    String documented =
        "eyJleHAiOjE2MDQ1OTYzNjEsInVzZXJfaWQiOjM4NSwidWlkIjoiYzhlZGI4N2MtYzExNC00Mjg0LWFkOGQtN2Q3"
            + "YjYxOTEzMGQyIiwicnVpZCI6IjdjNWUxNTBiLTY0NDUtNDk1ZS1iZDg5LWQ0ZDQ0MmZmODEzYSJ9";
    String token =
        tokens.access(sessionUntil(EXPIRES_AT), UID, RUID, Instant.ofEpochSecond(1_604_596_361L));
    assertThat(token).startsWith("eyJhbGciOiJIUzI1NiJ9." + documented + ".");
  }

  @Test
  void a_refresh_token_holds_its_expiry_and_its_name_in_that_order() {
    String token = tokens.refresh(sessionUntil(EXPIRES_AT), RUID);
    String payload = token.split("\\.", -1)[1];
    assertThat(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8))
        .isEqualTo("{\"exp\":4102444800,\"uid\":\"" + RUID + "\"}");
  }

  @Test
  void an_access_token_never_outlives_its_session() {
    Session session = sessionUntil(EXPIRES_AT);
    String token = tokens.access(session, UID, RUID, EXPIRES_AT.plusSeconds(10));
    assertThat(token).isEqualTo(GOLDEN);
  }

  @Test
  void a_token_under_another_key_is_not_believed() {
    for (String forged :
        List.of(
            GOLDEN.substring(0, GOLDEN.length() - 1) + "J",
            GOLDEN + "A",
            GOLDEN.replace("eyJhbGciOiJIUzI1NiJ9", "eyJhbGciOiJub25lIn0"))) {
      assertThat(tokens.read(forged)).isEmpty();
    }
  }

  @Test
  void a_signed_payload_without_what_is_needed_is_not_believed() {
    for (String payload :
        List.of("{}", "{\"exp\":4102444800}", "{\"uid\":\"" + UID + "\"}", "[]", "null", "x")) {
      String compact = signed.sign(JwtSessionsJson.TOKEN_HEADER, payload);
      assertThat(signed.verify(compact)).contains(payload);
      assertThat(tokens.read(compact)).as(payload).isEmpty();
    }
  }

  private static Session sessionUntil(Instant end) {
    return new Session(
        new SessionId(1),
        new AccountId(385),
        "jwt-sessions",
        null,
        null,
        null,
        Device.UNKNOWN,
        "127.0.0.1",
        null,
        NOW,
        NOW,
        NOW,
        null,
        end,
        null);
  }
}
