package dev.latchkey.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The choice of a language (RFC 9110, section 12.5.4). */
class LanguageTest {
  @Test
  void the_callers_first_choice_that_is_written_wins() {
    assertThat(Language.choose("zh-CN,zh;q=0.9,en;q=0.8")).contains(Language.CHINESE);
    assertThat(Language.choose("fr, en;q=0.5, zh;q=0.7")).contains(Language.CHINESE);
    assertThat(Language.choose("en-GB")).contains(Language.ENGLISH);
    assertThat(Language.choose("zh-TW")).contains(Language.CHINESE);
  }

  @Test
  void what_is_refused_by_a_weight_of_nothing_is_not_chosen() {
    assertThat(Language.choose("zh;q=0, en;q=0.1")).contains(Language.ENGLISH);
    assertThat(Language.choose("zh;q=0")).isEmpty();
  }

  @Test
  void unknown_malformed_and_over_long_values_choose_nothing() {
    for (String value :
        new String[] {"", " ", "fr", "*", ";;;", "en;q=two", "\u0000", "en,".repeat(100)}) {
      assertThat(Language.choose(value)).as(value).isEmpty();
    }
    assertThat(Language.choose(null)).isEmpty();
  }

  @Test
  void tags_lead_back_to_their_language() {
    for (Language one : Language.values()) {
      assertThat(Language.ofTag(one.tag())).contains(one);
    }
    assertThat(Language.ofTag("zh-cn")).contains(Language.CHINESE);
    assertThat(Language.ofTag("zh")).isEmpty();
  }
}
