package dev.latchkey.adapter.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads single values. */
final class Scalars {
  private static final Pattern SHORT_DURATION = Pattern.compile("([0-9]{1,15}) ?(ms|s|m|h|d)");

  private Scalars() {}

  /**
   * Reads a value of a type.
   *
   * @throws Unreadable if the text is none; its message completes "x must be …"
   */
  static Object read(Class<?> type, String text) throws Unreadable {
    if (type == String.class) {
      return text;
    } else if (type == int.class || type == Integer.class) {
      return Math.toIntExact(number(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
    } else if (type == long.class || type == Long.class) {
      return number(text, Long.MIN_VALUE, Long.MAX_VALUE);
    } else if (type == boolean.class || type == Boolean.class) {
      return bool(text);
    } else if (type == Duration.class) {
      return duration(text);
    } else if (type == URI.class) {
      return uri(text);
    } else if (type == Path.class) {
      return path(text);
    } else if (type.isEnum()) {
      return constant(type, text);
    }
    throw new IllegalStateException("settings cannot be of " + type);
  }

  private static long number(String text, long least, long most) throws Unreadable {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      if (!text.matches("[+-]?[0-9]+")) {
        throw new Unreadable("a whole number, such as 10");
      }
    }
    throw new Unreadable("a whole number between " + least + " and " + most);
  }

  private static boolean bool(String text) throws Unreadable {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Unreadable("true or false");
    };
  }

  private static Duration duration(String text) throws Unreadable {
    Matcher parts = SHORT_DURATION.matcher(text);
    try {
      if (!parts.matches()) {
        return Duration.parse(text);
      }
      long amount = Long.parseLong(parts.group(1));
      return switch (parts.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new Unreadable("a length of time, such as 500ms, 30s, 10m, 12h or 7d");
    }
  }

  private static URI uri(String text) throws Unreadable {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new Unreadable("an address, such as https://example.org/");
    }
  }

  private static Path path(String text) throws Unreadable {
    try {
      if (!text.isEmpty()) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    throw new Unreadable("the path of a file or directory");
  }

  private static Object constant(Class<?> type, String text) throws Unreadable {
    Object[] constants = type.getEnumConstants();
    for (Object constant : constants) {
      if (constantName(constant).equals(text)) {
        return constant;
      }
    }
    throw new Unreadable(
        Arrays.stream(constants).map(Scalars::constantName).collect(Collectors.joining(" or ")));
  }

  static String constantName(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  /** A text is no value of the wanted type. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String wanted) {
      super(wanted, null, false, false);
    }
  }
}
