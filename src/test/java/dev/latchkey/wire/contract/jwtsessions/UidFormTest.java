package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.TokenForm;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.SessionId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UidFormTest {
  private static final Session SESSION =
      new Session(
          new SessionId(1),
          new AccountId(100),
          "jwt-sessions",
          null,
          null,
          null,
          Device.UNKNOWN,
          "127.0.0.1",
          null,
          Instant.EPOCH,
          Instant.EPOCH,
          Instant.EPOCH,
          null,
          Instant.EPOCH.plusSeconds(604_800),
          null);

  private final SecureRandom random = new SecureRandom();

  @Test
  void every_uid_is_a_random_uuid_in_lower_case_and_no_two_are_equal() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String uid = UidForm.ACCESS.mint(SESSION, this::bytes).secret();
      UUID parsed = UUID.fromString(uid);
      assertThat(parsed.version()).isEqualTo(4);
      assertThat(parsed.variant()).isEqualTo(2);
      assertThat(parsed.toString()).isEqualTo(uid);
      seen.add(uid);
    }
    assertThat(seen).hasSize(10_000);
  }

  @Test
  void no_bit_but_version_and_variant_is_fixed() {
    assertThat(UidForm.ACCESS.mint(SESSION, count -> new byte[count]).secret())
        .isEqualTo("00000000-0000-4000-8000-000000000000");
    assertThat(UidForm.REFRESH.mint(SESSION, UidFormTest::ones).secret())
        .isEqualTo("ffffffff-ffff-4fff-bfff-ffffffffffff");
  }

  @Test
  void a_uid_is_looked_up_as_it_is_since_the_signature_is_the_secret() {
    TokenForm.Minted minted = UidForm.REFRESH.mint(SESSION, this::bytes);
    assertThat(minted.lookup()).isEqualTo(minted.secret());
  }

  @Test
  void the_kinds_differ() {
    assertThat(UidForm.ACCESS.kind()).isNotEqualTo(UidForm.REFRESH.kind());
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] ones(int count) {
    byte[] bytes = new byte[count];
    java.util.Arrays.fill(bytes, (byte) -1);
    return bytes;
  }
}
