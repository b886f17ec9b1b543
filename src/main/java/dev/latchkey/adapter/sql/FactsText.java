package dev.latchkey.adapter.sql;

import dev.latchkey.core.letter.Letter.Fact;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The facts of a letter as one text, {@code NAME=value&NAME=value} with values percent-encoded, so
 * that no value can become another fact, and every database can hold it.
 */
final class FactsText {
  private FactsText() {}

  static String write(Map<Fact, String> facts) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(facts)
        .forEach(
            (fact, value) -> {
              text.append(text.isEmpty() ? "" : "&").append(fact.name()).append('=');
              text.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            });
    return text.toString();
  }

  /** Reads; facts that this version does not know are passed over. */
  static Map<Fact, String> read(String text) {
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    for (String part : text.split("&")) {
      int equals = part.indexOf('=');
      for (Fact fact : Fact.values()) {
        if (equals > 0 && part.substring(0, equals).equals(fact.name())) {
          facts.put(fact, URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
    }
    return facts;
  }
}
