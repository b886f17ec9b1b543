package dev.latchkey.wire.contract.devicesessions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NickTest {
  @ParameterizedTest
  @CsvSource({
    "ololosh,ololosh",
    "'  OloLosh ',ololosh",
    "John.Smith-Jones,john_smith_jones",
    "Вадим,vadim",
    "Щука,schuka",
    "Йод,yod",
    "Ёжик,yozhik",
    "объезд,obezd",
    "Юлия.Цой,yuliya_tsoy",
    "Київ,kiyiv",
    "Ґанок-Є,ganok_ye",
    "воўк,vouk",
    "ь,''",
    "日本,日本",
  })
  void a_nick_is_spelt_in_small_latin_letters(String typed, String spelt) {
    assertThat(Nick.spelt(typed)).isEqualTo(spelt);
  }

  @Test
  void a_letter_in_two_characters_is_spelt_as_in_one() {
    assertThat(Nick.spelt("\u0438\u0306")).isEqualTo(Nick.spelt("\u0439")).isEqualTo("y");
  }

  @Test
  void spelling_twice_changes_nothing_more() {
    for (int c = 0; c < Character.MIN_SURROGATE; c++) {
      String once = Nick.spelt("a" + (char) c + "b");
      assertThat(Nick.spelt(once)).isEqualTo(once);
    }
  }
}
