package dev.latchkey.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a value may be, as a definition writes it between angle brackets: {@code <number as id>},
 * {@code <time>}, {@code <null | /[$]2.+/>}, {@code <optional 'User not found'>}, {@code <number =
 * id>}.
 */
final class Shape {
  /**
   * A form of text.
   *
   * @param expression what it matches
   * @param words what it is called in a difference
   */
  private record Form(String expression, String words) {}

  private static final Map<String, Form> FORMS =
      Map.ofEntries(
          Map.entry("text", new Form("(?s).+", "a text")),
          Map.entry(
              "time",
              new Form(
                  "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z", "a moment in UTC")),
          Map.entry(
              "uuid",
              new Form("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "a UUID")),
          Map.entry(
              "jwt",
              new Form("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}", "a token of HS256")),
          Map.entry("csrf", new Form("[A-Za-z0-9+/]{86}==", "64 bytes in base64")),
          Map.entry("base36", new Form("[0-9a-z]{20,40}", "a token of 20 to 40 of a-z and 0-9")),
          Map.entry(
              "urlsafe",
              new Form("[A-Za-z0-9_-]{11,64}", "a token of 11 to 64 letters, digits, - and _")),
          Map.entry(
              "token34", new Form("[A-Za-z0-9_-]{34}", "a token of 34 letters, digits, - and _")),
          Map.entry("digits", new Form("[0-9]+", "digits")),
          Map.entry("seconds", new Form("[0-9]+\\.[0-9]+", "seconds")));

  private static final List<String> TYPES =
      List.of("number", "boolean", "string", "null", "list", "object");

  private static final Pattern SHAPE = Pattern.compile("<([^<>]+)>");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([a-z0-9_.]+)}");

  private final boolean isOptional;
  private final List<String> choices;
  private final @Nullable String kept;
  private final @Nullable String same;

  private Shape(
      boolean isOptional, List<String> choices, @Nullable String kept, @Nullable String same) {
    this.isOptional = isOptional;
    this.choices = choices;
    this.kept = kept;
    this.same = same;
  }

  /** Reads a text that is one shape from its first to its last sign; null if it is none. */
  static @Nullable Shape whole(String text) {
    Matcher whole = SHAPE.matcher(text);
    return whole.matches() ? read(whole.group(1)) : null;
  }

  private static Shape read(String inner) {
    String rest = inner;
    boolean isOptional = rest.startsWith("optional ");
    if (isOptional) {
      rest = rest.substring("optional ".length());
    }
    String kept = null;
    String same = null;
    Matcher tail = Pattern.compile("(.*) (as|=) ([a-z_]+)").matcher(rest);
    if (tail.matches()) {
      rest = tail.group(1);
      if (tail.group(2).equals("as")) {
        kept = tail.group(3);
      } else {
        same = tail.group(3);
      }
    }
    List<String> choices = List.of(rest.split(" \\| "));
    for (String choice : choices) {
      boolean isQuoted = choice.startsWith("'") || choice.startsWith("/");
      if (!isQuoted && !TYPES.contains(choice) && !FORMS.containsKey(choice)) {
        throw new IllegalArgumentException("there is no form " + choice);
      }
    }
    return new Shape(isOptional, choices, kept, same);
  }

  /** Puts values into a text: {@code ${name}}. */
  static String filled(String text, Map<String, String> known) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> {
              String value = known.get(found.group(1));
              if (value == null) {
                throw new IllegalArgumentException("nothing is known as " + found.group(1));
              }
              return Matcher.quoteReplacement(value);
            });
  }

  /** Says whether every value that a text names is known. */
  static boolean isKnown(String text, Map<String, String> known) {
    return VARIABLE.matcher(text).results().allMatch(one -> known.containsKey(one.group(1)));
  }

  /** Says whether the member may be left out. */
  boolean isOptional() {
    return isOptional;
  }

  /** Says in words what it takes. */
  String words() {
    String words = choices.stream().map(Shape::words).collect(Collectors.joining(" or "));
    return same == null ? words : words + " as before";
  }

  private static String words(String choice) {
    Form form = FORMS.get(choice);
    return form == null ? choice : form.words();
  }

  /** Says whether any text will do. */
  boolean takesAnyText() {
    return choices.contains("text") || choices.contains("string");
  }

  /** Says whether it takes a value of a type. */
  boolean takes(String type) {
    return choices.contains(type);
  }

  /**
   * Judges a value.
   *
   * @param value the value, as the reader of JSON gives it
   * @param known what is known by name
   * @param found takes what is to be kept
   * @return whether it fits
   */
  boolean fits(@Nullable Object value, Map<String, String> known, Map<String, String> found) {
    boolean fits = choices.stream().anyMatch(choice -> fits(choice, value, known));
    if (fits && same != null) {
      fits = String.valueOf(value).equals(known.get(same));
    }
    if (fits && kept != null && value != null) {
      found.put(kept, value.toString());
    }
    return fits;
  }

  private static boolean fits(String choice, @Nullable Object value, Map<String, String> known) {
    return switch (choice) {
      case "number" -> value instanceof Long || value instanceof BigInteger;
      case "boolean" -> value instanceof Boolean;
      case "string" -> value instanceof String;
      case "null" -> value == null;
      case "list" -> value instanceof List<?>;
      case "object" -> value instanceof Map<?, ?>;
      default -> value instanceof String text && text.matches(expression(choice, known));
    };
  }

  private static String expression(String choice, Map<String, String> known) {
    if (choice.startsWith("'")) {
      return Pattern.quote(filled(choice.substring(1, choice.length() - 1), known));
    }
    if (choice.startsWith("/")) {
      return choice.substring(1, choice.length() - 1);
    }
    Form form = FORMS.get(choice);
    if (form == null) {
      throw new IllegalArgumentException(choice + " is no form of text");
    }
    return form.expression();
  }

  /**
   * Judges a text that may hold shapes and values among other words.
   *
   * @param pattern the text with shapes
   * @param text what stands there
   * @param known what is known by name
   * @param found takes what is to be kept
   * @return whether it fits
   */
  static boolean fits(
      String pattern, String text, Map<String, String> known, Map<String, String> found) {
    StringBuilder expression = new StringBuilder();
    Map<Integer, Shape> groups = new LinkedHashMap<>();
    Matcher shapes = SHAPE.matcher(pattern);
    int copied = 0;
    while (shapes.find()) {
      expression.append(Pattern.quote(filled(pattern.substring(copied, shapes.start()), known)));
      Shape shape = read(shapes.group(1));
      List<String> choices = new ArrayList<>();
      shape.choices.forEach(choice -> choices.add("(?:" + expression(choice, known) + ")"));
      groups.put(groups.size() + 1, shape);
      expression.append("(?<g" + groups.size() + ">" + String.join("|", choices) + ")");
      copied = shapes.end();
    }
    expression.append(Pattern.quote(filled(pattern.substring(copied), known)));
    Matcher whole = Pattern.compile(expression.toString()).matcher(text);
    if (!whole.matches()) {
      return false;
    }
    for (Map.Entry<Integer, Shape> one : groups.entrySet()) {
      String value = whole.group("g" + one.getKey());
      Shape shape = one.getValue();
      if (shape.same != null && !value.equals(known.get(shape.same))) {
        return false;
      }
      if (shape.kept != null) {
        found.put(shape.kept, value);
      }
    }
    return true;
  }
}
