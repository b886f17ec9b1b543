package dev.latchkey.adapter.exports;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds values in nested ones, and writes them as texts. */
final class Paths {
  private Paths() {}

  /**
   * Finds a value.
   *
   * @param path a name, or names with dots between them; a name that itself has dots wins
   * @return the value; null if there is none
   */
  static @Nullable Object find(Map<String, @Nullable Object> values, String path) {
    if (values.containsKey(path)) {
      return values.get(path);
    }
    int dot = path.indexOf('.');
    return dot < 0
        ? null
        : switch (values.get(path.substring(0, dot))) {
          case Map<?, ?> inner -> find(map(inner), path.substring(dot + 1));
          // A column of a table may hold JSON as a text.
          case String text when text.startsWith("{") -> {
            Map<String, @Nullable Object> inner = JsonValues.object(text);
            yield inner == null ? null : find(inner, path.substring(dot + 1));
          }
          case null, default -> null;
        };
  }

  /** Finds a value that is an object, also one that stands in a text. */
  static Map<String, @Nullable Object> object(Map<String, @Nullable Object> values, String path) {
    Map<String, @Nullable Object> found =
        switch (find(values, path)) {
          case Map<?, ?> inner -> map(inner);
          case String text -> JsonValues.object(text);
          case null, default -> null;
        };
    return found == null ? Map.of() : found;
  }

  /** Finds a value as a text. */
  static @Nullable String text(Map<String, @Nullable Object> values, String path) {
    return text(find(values, path));
  }

  /** Writes a value: a list word by word; an object by the names of what is true in it. */
  static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Boolean flag -> flag.toString();
      case List<?> list -> {
        String words =
            list.stream()
                .filter(one -> one instanceof String)
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
        yield words.isEmpty() ? null : words;
      }
      case Map<?, ?> object -> {
        String words =
            object.entrySet().stream()
                .filter(one -> Boolean.TRUE.equals(one.getValue()))
                .map(one -> Objects.toString(one.getKey()))
                .collect(Collectors.joining("\n"));
        yield words.isEmpty() ? null : words;
      }
      default -> null;
    };
  }

  /** Puts a text, unless it is none. */
  static void put(Map<String, String> fields, String name, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      fields.put(name, text);
    }
  }

  @SuppressWarnings("unchecked") // whatever reads records makes maps of no other kind
  private static Map<String, @Nullable Object> map(Map<?, ?> inner) {
    return (Map<String, @Nullable Object>) inner;
  }
}
