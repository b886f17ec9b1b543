package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  @Test
  void a_value_is_written_compactly_in_the_order_of_its_keys() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("z", "text");
    map.put("a", 7L);
    map.put("i", 7);
    map.put("d", 1.5);
    map.put("f", true);
    map.put("n", null);
    map.put("l", Arrays.asList(1L, null, List.of(), Map.of()));

    assertThat(Json.write(map))
        .isEqualTo(
            "{\"z\":\"text\",\"a\":7,\"i\":7,\"d\":1.5,\"f\":true,\"n\":null,\"l\":[1,null,[],{}]}");
  }

  @Test
  void only_what_must_be_escaped_is_escaped() {
    assertThat(Json.write("\"\\/\b\f\n\r\t\u0000\u001f\u007f é漢😀\u2028"))
        .isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f é漢😀\u2028\"");
  }

  @Test
  void what_was_written_is_read_back() throws Exception {
    Object value = List.of(Map.of("k\u0001\"", "v\\\u001f😀"), "\n", -1L);

    byte[] text = Json.write(value).getBytes(StandardCharsets.UTF_8);

    assertThat(Json.read(text)).isEqualTo(value);
  }

  @Test
  void what_json_cannot_say_is_refused() {
    assertRefused(Double.NaN);
    assertRefused(Float.POSITIVE_INFINITY);
    assertRefused('c');
    assertRefused(Map.of(1, "one"));
    assertRefused(new byte[0]);
  }

  @Test
  void a_cycle_is_refused() {
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    assertRefused(cycle);
  }

  private static void assertRefused(Object value) {
    assertThatThrownBy(() -> Json.write(value)).isInstanceOf(IllegalArgumentException.class);
  }
}
