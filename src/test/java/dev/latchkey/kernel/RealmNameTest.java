package dev.latchkey.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RealmNameTest {
  @Test
  void the_first_realm_is_called_main() {
    assertThat(RealmName.MAIN.value()).isEqualTo("main");
  }

  @Test
  void names_hold_a_few_characters_and_start_with_a_letter_or_digit() {
    assertThat(new RealmName("a-1_b.c").toString()).isEqualTo("a-1_b.c");
    for (String bad : List.of("", "-a", "A", "a b", "ä", "a/b", "x".repeat(65))) {
      assertThatIllegalArgumentException().as(bad).isThrownBy(() -> new RealmName(bad));
    }
  }
}
