package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CsrfTest {
  private static final String UID = "c8edb87c-c114-4284-ad8d-7d7b619130d2";
  private static final byte[] COUNTED =
      HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

  private final Random random = new Random(42);
  private final Csrf csrf = new Csrf(CsrfTest::keyed, this::bytes);

  @Test
  void the_documented_tokens_unmask_to_their_secrets() {
    assertThat(
            unmasked(
                "SkgU8rfPIWM4wBe4xEd81SHCE+3mAmEO9R7FSogXhSlZXAVhlyhVI73ttoeUvRjuRv2l9a6LWU0NjSmrfI7aZw=="))
        .isEqualTo("ExQRkyDndECFLaE/UPpkO2c/thhIiThD+JPs4fSZX04=");
    assertThat(
            unmasked(
                "ZMxSXR2u9xZHKJQ35yYWjTt6GUaMCHaFFIAoGKw06ZBglu/2Ty2laH3kTKn6uG/drkuFvjGliTlrJ6x2XjbIBw=="))
        .isEqualTo("BFq9q1KDUn46zNieHZ55UJUxnPi9rf+8f6eEbvICIZc=");
  }

  @Test
  void a_known_mask_of_a_known_secret_is_taken_and_so_is_the_bare_secret() {
    assertThat(
            Csrf.unmask(
                "Kh/FpcnqQWdnjmZjkBjYJ6d9qRc68QYU030jdAqGP+IqHsemze9HYG+HbGicFdYot2y7BC7kEAPLZDlvFpsh/Q=="))
        .contains(COUNTED);
    assertThat(Csrf.unmask("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")).contains(COUNTED);
  }

  @Test
  void a_known_pad_gives_the_known_mask() {
    byte[] pad = Base64.getDecoder().decode("Kh/FpcnqQWdnjmZjkBjYJ6d9qRc68QYU030jdAqGP+I=");
    assertThat(Csrf.mask(COUNTED, pad))
        .isEqualTo(
            "Kh/FpcnqQWdnjmZjkBjYJ6d9qRc68QYU030jdAqGP+IqHsemze9HYG+HbGicFdYot2y7BC7kEAPLZDlvFpsh/Q==");
  }

  @Test
  void each_hand_out_is_a_different_mask_of_the_same_secret() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String masked = csrf.masked(UID);
      assertThat(masked).hasSize(88).endsWith("==");
      assertThat(csrf.accepts(masked, UID)).isTrue();
      seen.add(masked);
    }
    assertThat(seen).hasSize(100);
  }

  @Test
  void a_mask_that_the_client_made_itself_is_taken() {
    byte[] secret = Csrf.unmask(csrf.masked(UID)).orElseThrow();
    assertThat(csrf.accepts(Csrf.mask(secret, bytes(32)), UID)).isTrue();
    assertThat(csrf.accepts(Base64.getEncoder().encodeToString(secret), UID)).isTrue();
  }

  @Test
  void the_token_of_another_access_token_is_refused() {
    assertThat(csrf.accepts(csrf.masked("df042938-283d-4666-81e3-191f86493d8d"), UID)).isFalse();
  }

  @Test
  void the_url_safe_alphabet_is_refused() {
    String masked = untilItHolds('+', '/');
    assertThat(csrf.accepts(masked, UID)).isTrue();
    assertThat(csrf.accepts(masked.replace('+', '-').replace('/', '_'), UID)).isFalse();
  }

  @Test
  void missing_padding_is_refused() {
    String masked = csrf.masked(UID);
    String bare = Base64.getEncoder().encodeToString(Csrf.unmask(masked).orElseThrow());
    assertThat(csrf.accepts(masked.substring(0, 87), UID)).isFalse();
    assertThat(csrf.accepts(masked.substring(0, 86), UID)).isFalse();
    assertThat(csrf.accepts(bare, UID)).isTrue();
    assertThat(csrf.accepts(bare.substring(0, 43), UID)).isFalse();
  }

  @Test
  void nothing_blank_or_of_another_length_is_taken() {
    for (int length = 0; length <= 132; length++) {
      byte[] zeros = new byte[length];
      boolean hasRightLength = length == 32 || length == 64;
      assertThat(Csrf.unmask(Base64.getEncoder().encodeToString(zeros)).isPresent())
          .as("%d bytes", length)
          .isEqualTo(hasRightLength);
    }
    assertThat(Csrf.unmask("")).isEmpty();
    assertThat(Csrf.unmask(" ".repeat(44))).isEmpty();
    assertThat(Csrf.unmask("=".repeat(88))).isEmpty();
    assertThat(Csrf.unmask("é".repeat(88))).isEmpty();
  }

  @Test
  void white_space_around_or_inside_is_refused() {
    String masked = csrf.masked(UID);
    assertThat(csrf.accepts(" " + masked, UID)).isFalse();
    assertThat(csrf.accepts(masked + "\n", UID)).isFalse();
    assertThat(csrf.accepts(masked.substring(0, 40) + "\n" + masked.substring(41), UID)).isFalse();
  }

  @Test
  void every_single_character_that_changes_makes_it_wrong() {
    String masked = csrf.masked(UID);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_ ";
    for (int at = 0; at < masked.length(); at++) {
      for (int i = 0; i < alphabet.length(); i++) {
        char other = alphabet.charAt(i);
        if (other != masked.charAt(at)) {
          String changed = masked.substring(0, at) + other + masked.substring(at + 1);
          assertThat(csrf.accepts(changed, UID)).as(changed).isFalse();
        }
      }
    }
  }

  private String untilItHolds(char one, char other) {
    String masked = csrf.masked(UID);
    while (masked.indexOf(one) < 0 || masked.indexOf(other) < 0) {
      masked = csrf.masked(UID);
    }
    return masked;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] keyed(byte[] message) {
    return Digests.sha256(
        ("key/" + new String(message, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
  }

  private static String unmasked(String shown) {
    return Base64.getEncoder().encodeToString(Csrf.unmask(shown).orElseThrow());
  }
}
