package dev.latchkey.wire.http;

import dev.latchkey.kernel.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads forms strictly ({@code application/x-www-form-urlencoded} of the URL standard), with {@code
 * a[b]=c} for objects and {@code a[]=c} for lists of texts.
 */
final class FormReader {
  /** How many names one form may hold. */
  static final int MAX_FIELDS = 200;

  private final Map<String, @Nullable Object> root = new LinkedHashMap<>();

  private FormReader() {}

  static Map<String, @Nullable Object> read(String form) throws BadInput {
    FormReader reader = new FormReader();
    int count = 0;
    for (int start = 0; start <= form.length(); ) {
      int end = form.indexOf('&', start);
      end = end < 0 ? form.length() : end;
      if (end > start) {
        if (++count > MAX_FIELDS) {
          throw malformed("the form holds too many fields");
        }
        reader.pair(form.substring(start, end));
      }
      start = end + 1;
    }
    return reader.root;
  }

  private void pair(String pair) throws BadInput {
    int equals = pair.indexOf('=');
    String name = Percent.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
    String value = equals < 0 ? "" : Percent.decodeForm(pair.substring(equals + 1));
    if (Utf8.holdsNul(name) || Utf8.holdsNul(value)) {
      throw malformed("the form holds U+0000");
    }
    put(path(name), value);
  }

  /** Cuts {@code a[b][c]} into a, b and c; the last is empty for a list. */
  private static List<String> path(String name) throws BadInput {
    int bracket = name.indexOf('[');
    String first = bracket < 0 ? name : name.substring(0, bracket);
    if (first.isEmpty() || first.indexOf(']') >= 0) {
      throw malformed("the form holds a name that cannot be read");
    }
    List<String> path = new ArrayList<>(2);
    path.add(first);
    int at = bracket < 0 ? name.length() : bracket;
    while (at < name.length()) {
      int close = name.indexOf(']', at);
      if (name.charAt(at) != '[' || close < 0 || path.size() >= Json.MAX_DEPTH) {
        throw malformed("the form holds a name that cannot be read");
      }
      String segment = name.substring(at + 1, close);
      boolean isList = segment.isEmpty() && close + 1 == name.length();
      if (segment.indexOf('[') >= 0 || (segment.isEmpty() && !isList)) {
        throw malformed("the form holds a name that cannot be read");
      }
      path.add(segment);
      at = close + 1;
    }
    return path;
  }

  private void put(List<String> path, String value) throws BadInput {
    boolean isList = path.getLast().isEmpty();
    int last = path.size() - (isList ? 2 : 1);
    Map<String, @Nullable Object> map = root;
    for (int i = 0; i < last; i++) {
      map = nested(map, path.get(i));
    }
    String name = path.get(last);
    if (isList) {
      list(map, name).add(value);
    } else if (map.putIfAbsent(name, value) != null) {
      throw malformed("the form holds a name twice");
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> nested(
      Map<String, @Nullable Object> map, String name) throws BadInput {
    Object there =
        map.computeIfAbsent(name, ignored -> new LinkedHashMap<String, @Nullable Object>());
    if (there instanceof Map<?, ?> inner) {
      return (Map<String, @Nullable Object>) inner;
    }
    throw malformed("the form holds a name both as a value and as an object");
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> list(Map<String, @Nullable Object> map, String name)
      throws BadInput {
    Object there = map.computeIfAbsent(name, ignored -> new ArrayList<@Nullable Object>());
    if (there instanceof List<?> inner) {
      return (List<@Nullable Object>) inner;
    }
    throw malformed("the form holds a name both as a value and as a list");
  }

  /** Reads the bytes of a form, which are ASCII once it is encoded as it should be. */
  static Map<String, @Nullable Object> read(byte[] form) throws BadInput {
    for (byte b : form) {
      if (b < 0) {
        // Some clients send UTF-8 unescaped; it is taken if it is valid.
        return read(Utf8.decode(form, form.length).toString());
      }
    }
    return read(new String(form, StandardCharsets.US_ASCII));
  }

  private static BadInput malformed(String detail) {
    return new BadInput(Reason.MALFORMED_BODY, detail);
  }
}
