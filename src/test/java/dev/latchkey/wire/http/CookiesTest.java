package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookiesTest {
  @ParameterizedTest
  @CsvSource({
    "a=1, 1",
    "'x=0; a=1; b=2', 1",
    "'x=0;a=1', 1",
    "'a=\"1\"', 1",
    "'a=1=2', 1=2",
    "'a=1; a=1', 1",
    "'a =1', 1",
    "'a=', ''",
    "'junk; a=1', 1"
  })
  void a_cookie_is_found(String line, String value) {
    assertThat(Cookies.find(List.of(line), "a")).contains(value);
  }

  @ParameterizedTest
  @CsvSource({"''", "b=1", "A=1", "aa=1", "'a=1; a=2'", "'b=a=1'", "a", "';;;'"})
  void a_cookie_that_is_absent_or_contradicts_itself_is_not(String line) {
    assertThat(Cookies.find(List.of(line), "a")).isEmpty();
  }

  @Test
  void lines_that_contradict_each_other_give_nothing() {
    assertThat(Cookies.find(List.of("a=1", "a=2"), "a")).isEmpty();
    assertThat(Cookies.find(List.of("a=1", "b=2"), "a")).contains("1");
  }
}
