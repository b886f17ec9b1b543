package dev.latchkey.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The 34 characters of a session-rpc token, and of every mailed link. */
class TypedTokenTest {
  private static final Entropy CHANCE =
      count -> {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
      };

  @Test
  void a_token_of_the_original_says_its_type_and_number() {
    TypedToken token = TypedToken.parse("fRcDfbcuzx8Dguj8gkjRMOsKB_rKm99dGg").orElseThrow();
    assertThat(token.type()).isEqualTo(TypedToken.SESSION);
    assertThat(token.id()).isEqualTo(11);
  }

  @Test
  void what_is_minted_can_be_read() {
    Set<String> texts = new HashSet<>();
    for (long id : new long[] {0, 1, 255, 1L << 40, (1L << 53) - 1}) {
      TypedToken token = TypedToken.mint(TypedToken.PASSWORD_RESET, id, CHANCE);
      assertThat(token.text()).hasSize(34).matches("[A-Za-z0-9_-]+");
      assertThat(TypedToken.parse(token.text())).hasValue(token);
      assertThat(TypedToken.parse(token.text()).orElseThrow().id()).isEqualTo(id);
      texts.add(token.text());
    }
    assertThat(texts).hasSize(5);
  }

  @Test
  void it_does_not_print_itself() {
    TypedToken token = TypedToken.mint(TypedToken.SESSION, 7, CHANCE);
    assertThat(token.toString()).doesNotContain(token.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fRcDfbcuzx8Dguj8gkjRMOsKB_rKm99dG",
        "fRcDfbcuzx8Dguj8gkjRMOsKB_rKm99dGgg",
        "fRcDfbcuzx8Dguj8gkjRMOsKB/rKm99dGg",
        "fRcDfbcuzx8Dguj8gkjRMOsKB_rKm99dGh",
        "fRcDfbcuzx8Dguj8gkjRMOsKB_rKm99dG=",
        " RcDfbcuzx8Dguj8gkjRMOsKB_rKm99dGg",
      })
  void any_other_spelling_is_none(String text) {
    assertThat(TypedToken.parse(text)).isEmpty();
  }
}
