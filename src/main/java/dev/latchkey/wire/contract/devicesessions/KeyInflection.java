package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a client wants the keys of JSON spelt. It says so in {@code X-Key-Inflection} or {@code
 * Key-Inflection}; the first that holds a known word counts, and an unknown word is as good as
 * none.
 */
enum KeyInflection {
  /** {@code current_user}, the contract's own spelling. */
  SNAKE,
  /** {@code currentUser}. */
  CAMEL,
  /** {@code current-user}. */
  DASH,
  /** {@code CurrentUser}. */
  PASCAL;

  /** Reads the wish of a client; empty if it has none. */
  static Optional<KeyInflection> asked(Request request) {
    KeyInflection old = named(request.header("x-key-inflection").orElse(null));
    return Optional.ofNullable(
        old == null ? named(request.header("key-inflection").orElse(null)) : old);
  }

  /** Reads the spelling to answer in. */
  static KeyInflection of(Request request) {
    return asked(request).orElse(SNAKE);
  }

  private static @Nullable KeyInflection named(@Nullable String word) {
    return word == null
        ? null
        : switch (word.strip().toLowerCase(Locale.ROOT)) {
          case "snake" -> SNAKE;
          case "camel" -> CAMEL;
          case "dash" -> DASH;
          case "pascal" -> PASCAL;
          default -> null;
        };
  }

  /** Spells a key that is in snake case. */
  String key(String snake) {
    return switch (this) {
      case SNAKE -> snake;
      case DASH -> snake.replace('_', '-');
      case CAMEL -> joined(snake, false);
      case PASCAL -> joined(snake, true);
    };
  }

  private static String joined(String snake, boolean raiseFirst) {
    StringBuilder out = new StringBuilder(snake.length());
    boolean raise = raiseFirst;
    for (int i = 0; i < snake.length(); i++) {
      char c = snake.charAt(i);
      if (c == '_') {
        raise = true;
      } else {
        out.append(raise ? Character.toUpperCase(c) : c);
        raise = false;
      }
    }
    return out.toString();
  }

  /** Spells all keys of a value, however deep. */
  @Nullable Object deep(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        map.forEach((key, inner) -> out.put(key((String) key), deep(inner)));
        yield out;
      }
      case List<?> list -> {
        List<@Nullable Object> out = new ArrayList<>(list.size());
        list.forEach(inner -> out.add(deep(inner)));
        yield out;
      }
      case null, default -> value;
    };
  }

  /**
   * Turns the keys of a JSON object into snake case, however deep.
   *
   * @throws BadInput MALFORMED_BODY if two keys of one object become the same, which would be a
   *     duplicate key in disguise
   */
  static Map<String, @Nullable Object> underscored(Map<String, @Nullable Object> map)
      throws BadInput {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : map.entrySet()) {
      String key = underscored(entry.getKey());
      if (out.containsKey(key)) {
        throw new BadInput(Reason.MALFORMED_BODY, "a key stands twice in two spellings");
      }
      out.put(key, underscoredValue(entry.getValue()));
    }
    return out;
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Object underscoredValue(@Nullable Object value) throws BadInput {
    if (value instanceof Map<?, ?> map) {
      return underscored((Map<String, @Nullable Object>) map);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> out = new ArrayList<>(list.size());
      for (Object inner : list) {
        out.add(underscoredValue(inner));
      }
      return out;
    }
    return value;
  }

  /** Turns a key of any of the spellings into snake case. */
  static String underscored(String key) {
    StringBuilder out = new StringBuilder(key.length() + 4);
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (isUpper(c)) {
        if (startsWord(key, i)) {
          out.append('_');
        }
        out.append((char) (c + ('a' - 'A')));
      } else {
        out.append(c == '-' ? '_' : c);
      }
    }
    return out.toString();
  }

  /** A capital starts a word after a small letter or digit, and as the last of a run of them. */
  private static boolean startsWord(String key, int i) {
    if (i == 0) {
      return false;
    }
    char before = key.charAt(i - 1);
    if (isLower(before) || isDigit(before)) {
      return true;
    }
    return isUpper(before) && i + 1 < key.length() && isLower(key.charAt(i + 1));
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
