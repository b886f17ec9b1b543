package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.latchkey.core.token.SignedTokens;
import dev.latchkey.kernel.Digests;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever is shown as a CSRF token or as a signed token is judged, never an error. The fuzzers are
 * long tests, and search on their own with {@code JAZZER_FUZZ=1}; every build judges a fixed number
 * of random texts.
 */
class JwtSessionsFuzzTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_604_592_761L);
  private static final String UID = "c8edb87c-c114-4284-ad8d-7d7b619130d2";
  private static final String CHARACTERS = "ABCxyz019+/=-_. {}\"\\:,[]eu\u0000é";

  private static final Csrf CSRF = new Csrf(Digests::sha256, byte[]::new);
  private static final SignedTokens SIGNED =
      KnownKey.signer("a key of thirty-two bytes, or more", () -> NOW);
  private static final SessionTokens TOKENS = new SessionTokens(SIGNED, () -> NOW);
  private static final String GENUINE =
      SIGNED.sign(JwtSessionsJson.TOKEN_HEADER, "{\"exp\":1604596361,\"uid\":\"" + UID + "\"}");

  @Tag("long")
  @FuzzTest(maxDuration = "20s")
  void a_csrf_token_is_one_of_the_two_canonical_spellings_or_nothing(@NotNull String shown) {
    judgeCsrf(shown);
  }

  @Tag("long")
  @FuzzTest(maxDuration = "20s")
  void a_payload_is_claims_or_nothing(@NotNull String payload) {
    judgePayload(payload);
  }

  @Tag("long")
  @FuzzTest(maxDuration = "20s")
  void no_text_but_a_signed_one_is_a_token(@NotNull String compact) {
    judgeToken(compact);
  }

  @Test
  void random_texts_are_judged() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 20_000; round++) {
      judgeCsrf(text(random, 44));
      judgeCsrf(text(random, 88));
      judgePayload("{\"exp\":" + text(random, 20) + ",\"uid\":\"" + UID + "\"}");
      judgeToken(text(random, 60));
      judgeToken(altered(random, GENUINE));
    }
    assertThat(TOKENS.read(GENUINE)).isPresent();
  }

  private static void judgeCsrf(String shown) {
    Optional<byte[]> secret = Csrf.unmask(shown);
    if (secret.isPresent()) {
      assertThat(secret.get()).hasSize(32);
      byte[] bytes = Base64.getDecoder().decode(shown);
      assertThat(Base64.getEncoder().encodeToString(bytes)).isEqualTo(shown);
    }
    assertThat(CSRF.accepts(shown, UID)).isFalse();
  }

  private static void judgePayload(String payload) {
    Optional<Claims> claims = Claims.parse(payload, NOW);
    claims.ifPresent(
        read -> {
          assertThat(read.uid()).hasSize(36);
          assertThat(payload).contains(read.uid()).contains(Long.toString(read.expiresAt()));
        });
  }

  private static void judgeToken(String compact) {
    if (!compact.equals(GENUINE)) {
      assertThat(TOKENS.read(compact)).isEmpty();
    }
  }

  private static String text(SplittableRandom random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.toString();
  }

  private static String altered(SplittableRandom random, String genuine) {
    int at = random.nextInt(genuine.length());
    String other = text(random, random.nextInt(3));
    return genuine.substring(0, at) + other + genuine.substring(at + random.nextInt(2));
  }
}
