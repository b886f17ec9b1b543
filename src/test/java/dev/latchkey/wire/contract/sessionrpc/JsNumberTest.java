package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are spelled as the clients' language spells them. */
class JsNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "7, 7",
    "-7, -7",
    "1.0, 1",
    "1.50, 1.5",
    "100, 100",
    "1e5, 100000",
    "123456789012345680000, 123456789012345680000",
    "1e21, 1e+21",
    "1.5e300, 1.5e+300",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "-1.25e-9, -1.25e-9",
    "9007199254740993, 9007199254740992",
    "5e-300, 5e-300",
    "0.1, 0.1",
    "1e400, Infinity",
  })
  void a_number_is_spelled_as_the_shortest_that_reads_back(String number, String spelled) {
    assertThat(JsNumber.text(new BigDecimal(number))).isEqualTo(spelled);
  }

  @Test
  void a_number_with_an_absurd_exponent_costs_nothing() {
    long start = System.nanoTime();
    assertThat(JsNumber.text(new BigDecimal("1e999999999"))).isEqualTo("Infinity");
    assertThat(JsNumber.text(new BigDecimal("1e-999999999"))).isEqualTo("0");
    assertThat(System.nanoTime() - start).isLessThan(500_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123", "1e5", "1.5", ".55", "5.", "-12", "0x1f", "0b11", "0o17", "1e-5"})
  void a_text_that_would_be_a_number_is_numeric(String text) {
    assertThat(JsNumber.isNumeric(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"joe", "1a", "1e", "-", ".", "0x", "0xg", "1.2.3", "1_000", "--1"})
  void a_text_that_would_be_no_number_is_not(String text) {
    assertThat(JsNumber.isNumeric(text)).isFalse();
  }
}
