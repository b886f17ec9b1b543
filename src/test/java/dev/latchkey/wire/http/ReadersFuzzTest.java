package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes come, they are read or refused, and what was read keeps its promises. The fuzzer
 * is one of the long tests, and searches on its own with {@code JAZZER_FUZZ=1}; every build runs a
 * fixed number of mutations.
 */
class ReadersFuzzTest {
  private static final int MUTATIONS = 60_000;

  private static final List<String> JSON_SEEDS =
      List.of(
          "{\"username\":\"joe\",\"password\":\"pa55\",\"n\":null}",
          "[{\"a\":[1,-2.5e10,true,false]},\"\\ud83d\\ude00\\u00e9\\n\"]",
          "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
          "{\"user\":{\"email\":\"é@example.com\",\"authorization\":{\"platform\":\"ios\"}}}",
          "123456789012345678901234567890.5E-300");

  private static final List<String> FORM_SEEDS =
      List.of(
          "user[email]=a%40b.c&user[authorization][platform]=ios",
          "a=1&b=%C3%A9+x&c[]=1&c[]=2",
          "grant_type=password&username=joe&password=p%26%3D%25",
          "a[b][c][d]=1&a[b][c][e]=2&a[b][f][]=3");

  private static final List<String> COOKIE_SEEDS =
      List.of("a=1; b=\"2\"; c=3", "jwt_access=eyJ.eyJ.sig; a=\"x\"", "a=1;a=1; =;;a");

  @Tag("long")
  @FuzzTest
  void json_is_read_or_refused(byte[] bytes) {
    Object value;
    try {
      value = Json.read(bytes);
    } catch (BadInput refused) {
      assertThat(refused.detail()).isNotBlank();
      return;
    }
    String written = Json.write(value);
    try {
      assertThat(Json.read(written.getBytes(StandardCharsets.UTF_8))).isEqualTo(value);
    } catch (BadInput longer) {
      // Scientific notation of our own can be longer than what was sent.
      assertThat(written).containsPattern("[0-9]E[+-]?[0-9]");
    }
  }

  @Tag("long")
  @FuzzTest
  void a_form_is_read_or_refused(byte[] bytes) {
    try {
      judge(FormReader.read(bytes), 1);
    } catch (BadInput refused) {
      assertThat(refused.detail()).isNotBlank();
    }
  }

  private static void judge(@Nullable Object value, int depth) {
    assertThat(depth).isLessThanOrEqualTo(Json.MAX_DEPTH + 1);
    switch (value) {
      case String text -> assertThat(Utf8.isPaired(text) && !Utf8.holdsNul(text)).isTrue();
      case Map<?, ?> map ->
          map.forEach(
              (name, nested) -> {
                judge(name, depth);
                judge(nested, depth + 1);
              });
      case List<?> list -> list.forEach(one -> assertThat(one).isInstanceOf(String.class));
      case null, default -> fail("a form holds texts only");
    }
  }

  @Tag("long")
  @FuzzTest
  void a_cookie_is_found_or_not(byte[] bytes) {
    String line = new String(bytes, StandardCharsets.ISO_8859_1);
    Cookies.find(List.of(line), "a").ifPresent(value -> assertThat(line).contains(value));
  }

  @Test
  void mutated_json_is_read_or_refused() {
    mutate(JSON_SEEDS, "{}[]\",:\\u0dD8e+-.\u0000\ufeffé", this::json_is_read_or_refused);
  }

  @Test
  void mutated_forms_are_read_or_refused() {
    mutate(FORM_SEEDS, "[]=&%+0aF\u0000é", this::a_form_is_read_or_refused);
  }

  @Test
  void mutated_cookies_are_found_or_not() {
    mutate(COOKIE_SEEDS, "a=;\" \t\u0000é", this::a_cookie_is_found_or_not);
  }

  private static void mutate(List<String> seeds, String alphabet, Consumer<byte[]> target) {
    Random random = new Random(7);
    byte[] letters = alphabet.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = seeds.get(random.nextInt(seeds.size())).getBytes(StandardCharsets.UTF_8);
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        boolean isLetter = random.nextInt(4) > 0;
        bytes[random.nextInt(bytes.length)] =
            isLetter ? letters[random.nextInt(letters.length)] : (byte) random.nextInt();
      }
      try {
        target.accept(bytes);
      } catch (RuntimeException e) {
        fail("broken by " + java.util.HexFormat.of().formatHex(bytes), e);
      }
    }
  }
}
