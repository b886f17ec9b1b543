package dev.latchkey.wire.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON compactly. */
final class JsonWriter {
  /** Deeper than anything that is read, so that only a cycle gets there. */
  private static final int MAX_DEPTH = 2 * Json.MAX_DEPTH;

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder(256);

  private JsonWriter() {}

  static String write(@Nullable Object value) {
    JsonWriter writer = new JsonWriter();
    writer.value(value, 0);
    return writer.out.toString();
  }

  private void value(@Nullable Object value, int depth) {
    switch (value) {
      case null -> out.append("null");
      case String text -> text(text);
      case Boolean flag -> out.append(flag.booleanValue());
      case Number number -> number(number);
      case Map<?, ?> map -> object(map, deeper(depth));
      case List<?> list -> array(list, deeper(depth));
      default -> throw new IllegalArgumentException("no JSON value: " + value.getClass().getName());
    }
  }

  private static int deeper(int depth) {
    if (depth >= MAX_DEPTH) {
      throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH);
    }
    return depth + 1;
  }

  private void object(Map<?, ?> map, int depth) {
    char before = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(before);
      if (!(entry.getKey() instanceof String name)) {
        throw new IllegalArgumentException("a key that is no string");
      }
      text(name);
      out.append(':');
      value(entry.getValue(), depth);
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
  }

  private void array(List<?> list, int depth) {
    char before = '[';
    for (Object element : list) {
      out.append(before);
      value(element, depth);
      before = ',';
    }
    out.append(before == '[' ? "[]" : "]");
  }

  private void number(Number number) {
    boolean finite =
        switch (number) {
          case Double d -> Double.isFinite(d);
          case Float f -> Float.isFinite(f);
          default -> true;
        };
    if (!finite) {
      throw new IllegalArgumentException("JSON has no such number");
    }
    out.append(number);
  }

  // Only what RFC 8259, section 7 demands is escaped; runs of anything else are copied at once.
  private void text(String text) {
    out.append('"');
    int copied = 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\') {
        continue;
      }
      out.append(text, copied, i);
      escape(c);
      copied = i + 1;
    }
    out.append(text, copied, length).append('"');
  }

  private void escape(char c) {
    out.append('\\');
    switch (c) {
      case '"', '\\' -> out.append(c);
      case '\n' -> out.append('n');
      case '\r' -> out.append('r');
      case '\t' -> out.append('t');
      case '\b' -> out.append('b');
      case '\f' -> out.append('f');
      default -> out.append("u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    }
  }
}
