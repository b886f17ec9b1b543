package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.kernel.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @Test
  void every_kind_of_value_has_its_java_type() throws Exception {
    Object value =
        read(
            "{\"t\":\"é\",\"l\":-7,\"b\":9223372036854775808,\"d\":1.50,\"y\":true,\"n\":null,"
                + "\"a\":[1,\"x\",[],{}]}");

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("t", "é");
    expected.put("l", -7L);
    expected.put("b", new BigInteger("9223372036854775808"));
    expected.put("d", new BigDecimal("1.50"));
    expected.put("y", true);
    expected.put("n", null);
    expected.put("a", List.of(1L, "x", List.of(), Map.of()));
    assertThat(value).isEqualTo(expected);
  }

  @Test
  void keys_keep_their_order() throws Exception {
    assertThat(read("{\"z\":1,\"a\":2,\"m\":3}"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsExactly(Map.entry("z", 1L), Map.entry("a", 2L), Map.entry("m", 3L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775807",
        "-9223372036854775808",
        "999999999999999999",
        "9007199254740993",
        "-1",
        "0"
      })
  void whole_numbers_are_exact(String digits) throws Exception {
    assertThat(read(digits)).isEqualTo(Long.parseLong(digits));
  }

  @Test
  void minus_zero_is_zero() throws Exception {
    assertThat(read("-0")).isEqualTo(0L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nul",
        "{",
        "[1,",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\"}",
        "{a:1}",
        "{'a':1}",
        "'a'",
        "\"a",
        "1 2",
        "{} x",
        "{}{}",
        "[]]",
        "// c\n1",
        "/* c */1",
        "# c\n1",
        "NaN",
        "Infinity",
        "-Infinity",
        "+1",
        "01",
        "1.",
        ".5",
        "1e",
        "0x10",
        "\"\\x\"",
        "\"\\u12\"",
        "\"a\nb\"",
        "\"a\tb\"",
        "\u00a01",
        "True",
        "undefined"
      })
  void what_rfc_8259_does_not_allow_is_refused(String text) {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"a\":null,\"a\":null}",
        "[{\"x\":{\"b\":1,\"c\":2,\"b\":3}}]"
      })
  void a_key_that_stands_twice_is_refused(String text) {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud800x\"",
        "\"\\ud800\\ud800\\udc00\"",
        "{\"\\ud800\":1}"
      })
  void half_a_surrogate_pair_is_refused(String text) {
    assertRefused(text);
  }

  @Test
  void a_whole_surrogate_pair_is_read() throws Exception {
    assertThat(read("\"\\ud83d\\ude00\"")).isEqualTo("\ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\u0000\"", "{\"a\\u0000\":1}"})
  void nul_is_refused(String text) {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "22c0af22", // overlong slash
        "22e0808022", // overlong NUL
        "22f08080af22", // overlong in four bytes
        "22eda08022", // an encoded surrogate
        "22f490808022", // beyond U+10FFFF
        "22c322", // truncated
        "228022", // a stray continuation
        "22fe22",
        "efbbbf7b7d" // a byte order mark
      })
  void bytes_that_are_not_utf_8_are_refused(String hex) {
    byte[] bytes = new BigInteger(hex, 16).toByteArray();
    byte[] text = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32LE"})
  void no_other_encoding_is_guessed(String charset) {
    assertRefused("{\"a\":1}".getBytes(Charset.forName(charset)));
  }

  @Test
  void values_nest_as_deep_as_the_limit_and_no_deeper() throws Exception {
    assertThat(read("[".repeat(32) + "]".repeat(32))).isInstanceOf(List.class);
    assertRefused("[".repeat(33) + "]".repeat(33));
    assertRefused("{\"a\":".repeat(33) + "1" + "}".repeat(33));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
  void endless_nesting_costs_nothing(String opening) {
    byte[] text = opening.repeat(100_000).getBytes(StandardCharsets.UTF_8);
    Assertions.assertTimeout(Duration.ofMillis(50), () -> assertRefused(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e-999999999", "-1E+99999999999999", "1e400", "1.5e-400"})
  void absurd_exponents_are_refused_at_once(String number) {
    Assertions.assertTimeout(Duration.ofMillis(50), () -> assertRefused("{\"n\":" + number + "}"));
  }

  @Test
  void numbers_are_as_long_as_the_limit_and_no_longer() throws Exception {
    assertThat(read("1".repeat(40))).isEqualTo(new BigInteger("1".repeat(40)));
    assertRefused("1".repeat(41));
    assertRefused("0." + "1".repeat(39));
    Assertions.assertTimeout(
        Duration.ofMillis(50), () -> assertRefused("[" + "9".repeat(1 << 20) + "]"));
  }

  @Test
  void a_text_of_too_many_values_is_refused() {
    assertRefused("[" + "1,".repeat(JsonReader.MAX_TOKENS) + "1]");
  }

  @Test
  void keys_that_collide_cost_no_more_than_others() throws Exception {
    String colliding = objectOf(JsonReaderTest::colliding);
    String plain = objectOf(i -> "key" + 1_000_000 + i);
    read(plain);
    read(colliding);

    long plainNanos = fastest(plain);
    long collidingNanos = fastest(colliding);

    assertThat(collidingNanos).isLessThan(8 * plainNanos);
  }

  private static String objectOf(java.util.function.IntFunction<String> key) {
    StringBuilder object = new StringBuilder("{");
    for (int i = 0; i < 8192; i++) {
      object.append(i == 0 ? "" : ",").append('"').append(key.apply(i)).append("\":1");
    }
    return object.append('}').toString();
  }

  /** Gives one of 8192 texts of equal hash code, from the pair Aa and BB. */
  private static String colliding(int number) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < 13; bit++) {
      text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }

  private static long fastest(String text) throws Exception {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long begin = System.nanoTime();
      read(text);
      fastest = Math.min(fastest, System.nanoTime() - begin);
    }
    return fastest;
  }

  private static @Nullable Object read(String text) throws BadInput {
    return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String text) {
    assertRefused(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(byte[] text) {
    assertThatThrownBy(() -> JsonReader.read(text))
        .asInstanceOf(InstanceOfAssertFactories.type(BadInput.class))
        .extracting(BadInput::reason)
        .isEqualTo(Reason.MALFORMED_BODY);
  }
}
