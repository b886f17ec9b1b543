package dev.latchkey.wire.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.Language;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextTest {
  private static final Pattern SLOT = Pattern.compile("\\{\\d}");

  @ParameterizedTest
  @EnumSource(Text.class)
  void every_text_is_said_in_both_languages_with_the_same_slots(Text text) {
    String english = text.in(Language.ENGLISH);
    String chinese = text.in(Language.CHINESE);
    assertThat(english).isNotBlank().doesNotContainPattern("\\p{IsHan}");
    assertThat(chinese).containsPattern("\\p{IsHan}");
    assertThat(slots(chinese)).containsExactlyInAnyOrderElementsOf(slots(english));
  }

  private static List<String> slots(String text) {
    return SLOT.matcher(text).results().map(MatchResult::group).toList();
  }
}
