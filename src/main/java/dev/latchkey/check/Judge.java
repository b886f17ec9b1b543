package dev.latchkey.check;

import dev.latchkey.check.Definition.Body;
import dev.latchkey.check.Definition.Exchange;
import dev.latchkey.check.Definition.Kind;
import dev.latchkey.check.Definition.Look;
import dev.latchkey.check.Definition.Reading;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares an answer with the readings that will do. */
final class Judge {
  private static final int MAX_SHOWN = 120;
  private static final int LEAD = 30;
  private static final String ABSENT = "<absent>";
  private static final String EACH = "<each>";

  private final Answer answer;
  private final Map<String, String> known;
  private final Map<String, String> found = new HashMap<>();
  private final List<Difference> differences = new ArrayList<>();

  private Judge(Answer answer, Map<String, String> known) {
    this.answer = answer;
    this.known = new HashMap<>(known);
    this.known.put("body.md5", Digest.md5(answer.body()));
  }

  /**
   * What came of it.
   *
   * @param reading the reading that fits, or the one that was meant
   * @param differences what does not fit it; empty if it fits
   * @param found what is to be kept, by name
   */
  record Verdict(Reading reading, List<Difference> differences, Map<String, String> found) {}

  /** Judges. The first reading that fits counts; else the first with the status, else the first. */
  static Verdict judge(Exchange exchange, Answer answer, Map<String, String> known) {
    Verdict meant = null;
    for (Reading reading : exchange.accepted()) {
      Verdict verdict = new Judge(answer, known).against(reading);
      if (verdict.differences().isEmpty()) {
        return verdict;
      }
      boolean isNearer =
          meant == null
              || (reading.kind() != Kind.NOT_THERE
                  && reading.status() == answer.status()
                  && meant.reading().status() != answer.status());
      if (isNearer) {
        meant = verdict;
      }
    }
    if (meant == null) {
      throw new IllegalArgumentException(exchange.title() + " accepts nothing");
    }
    return meant;
  }

  private Verdict against(Reading reading) {
    if (answer.status() != reading.status()) {
      differ("status", Integer.toString(reading.status()), status());
    }
    reading.headers().forEach(this::header);
    switch (reading.body()) {
      case Body.Any any -> {}
      case Body.Empty empty -> {
        if (answer.body().length > 0) {
          differ("body", "nothing", summary());
        }
      }
      case Body.Bytes(String hex) -> {
        String got = HexFormat.of().formatHex(answer.body());
        if (!got.equals(hex)) {
          differ("body", hex, cut(got));
        }
      }
      case Body.Json(Object pattern) -> body(pattern);
    }
    if (differences.isEmpty()) {
      reading.looks().forEach(this::look);
    }
    return new Verdict(reading, List.copyOf(differences), Map.copyOf(found));
  }

  private String status() {
    List<String> places = answer.values("location");
    boolean isRedirect = answer.status() / 100 == 3 && !places.isEmpty();
    return isRedirect
        ? answer.status() + ", a redirect to " + places.getFirst()
        : Integer.toString(answer.status());
  }

  private void header(Ask.Header rule) {
    String where = "header " + rule.name();
    List<String> values = new ArrayList<>(answer.values(rule.name()));
    if (rule.value().equals(ABSENT)) {
      if (!values.isEmpty()) {
        differ(where, "none", values.getFirst());
      }
      return;
    }
    if (rule.name().equalsIgnoreCase("Set-Cookie")) {
      String cookie = rule.value().substring(0, rule.value().indexOf('=') + 1);
      values.removeIf(value -> !value.startsWith(cookie));
    }
    if (values.size() != 1) {
      String got = values.isEmpty() ? "none" : values.size() + " of them";
      differ(where, words(rule.value()), got);
    } else if (!Shape.fits(rule.value(), values.getFirst(), known, found)) {
      differ(where, words(rule.value()), cut(values.getFirst()));
    }
  }

  private void body(@Nullable Object pattern) {
    Object value;
    try {
      value = Json.read(answer.body());
    } catch (BadInput e) {
      differ("body", "JSON", summary());
      return;
    }
    value("body", pattern, value);
  }

  private void value(String where, @Nullable Object pattern, @Nullable Object value) {
    switch (pattern) {
      case Map<?, ?> members when value instanceof Map<?, ?> got -> members(where, members, got);
      case List<?> items when value instanceof List<?> got -> items(where, items, got);
      case String text -> text(where, text, value);
      case null -> {
        if (value != null) {
          differ(where, "null", shown(value));
        }
      }
      default -> {
        if (!pattern.equals(value)) {
          differ(where, kind(pattern), shown(value));
        }
      }
    }
  }

  private void text(String where, String pattern, @Nullable Object value) {
    Shape shape = Shape.whole(pattern);
    boolean fits =
        shape != null
            ? shape.fits(value, known, found)
            : value instanceof String text && Shape.fits(pattern, text, known, found);
    if (fits) {
      return;
    }
    if (shape == null && value instanceof String got) {
      String expected = words(pattern);
      int from = Math.max(0, firstDifference(expected, got) - LEAD);
      differ(where, shown(from(expected, from)), shown(from(got, from)));
    } else {
      differ(where, shape == null ? shown(words(pattern)) : shape.words(), shown(value));
    }
  }

  /** Long texts are shown from a little before the place where they part. */
  private static int firstDifference(String one, String other) {
    int at = 0;
    while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at;
  }

  private static String from(String text, int start) {
    return text.length() <= MAX_SHOWN || start == 0 ? text : "…" + text.substring(start);
  }

  private void members(String where, Map<?, ?> pattern, Map<?, ?> got) {
    Map<Object, @Nullable Object> rest = new LinkedHashMap<>(got);
    for (Map.Entry<?, ?> member : pattern.entrySet()) {
      String place = where + "." + member.getKey();
      Object expected = member.getValue();
      boolean isThere = rest.containsKey(member.getKey());
      Object value = rest.remove(member.getKey());
      if (isThere) {
        value(place, expected, value);
      } else if (!isOptional(expected)) {
        differ(place, kind(expected), "no such member");
      }
    }
    rest.forEach((name, value) -> differ(where + "." + name, "no such member", shown(value)));
  }

  private static boolean isOptional(@Nullable Object expected) {
    Shape shape = expected instanceof String text ? Shape.whole(text) : null;
    return shape != null && shape.isOptional();
  }

  private void items(String where, List<?> pattern, List<?> got) {
    if (!pattern.isEmpty() && EACH.equals(pattern.getFirst())) {
      if (got.isEmpty()) {
        differ(where, "at least one", "an empty list");
      }
      for (int i = 0; i < got.size(); i++) {
        value(where + "[" + i + "]", pattern.getLast(), got.get(i));
      }
      return;
    }
    if (pattern.size() != got.size()) {
      differ(where, pattern.size() + " items", got.size() + ": " + shown(got));
      return;
    }
    for (int i = 0; i < got.size(); i++) {
      value(where + "[" + i + "]", pattern.get(i), got.get(i));
    }
  }

  private void look(Look look) {
    String where = look.token() + (look.part() == 0 ? ".header" : ".payload");
    String token = found.getOrDefault(look.token(), known.getOrDefault(look.token(), ""));
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      differ(where, "a token of three parts", parts.length + " parts");
      return;
    }
    try {
      value(where, look.pattern(), Json.read(Base64.getUrlDecoder().decode(parts[look.part()])));
    } catch (BadInput | IllegalArgumentException e) {
      differ(where, "JSON in base64url", "something else");
    }
  }

  private void differ(String where, String expected, String got) {
    differences.add(new Difference(where, expected, got));
  }

  private String kind(@Nullable Object expected) {
    return switch (expected) {
      case null -> "null";
      case String text -> {
        Shape shape = Shape.whole(text);
        yield shape == null ? shown(words(text)) : shape.words();
      }
      case Map<?, ?> map -> "an object";
      case List<?> list -> "a list";
      default -> expected.toString();
    };
  }

  private String words(String pattern) {
    return Shape.filled(pattern, known);
  }

  private static String shown(@Nullable Object value) {
    return cut(Json.write(value));
  }

  /** Says in a few words what a body that is no JSON is. */
  private String summary() {
    byte[] body = answer.body();
    if (body.length == 0) {
      return "nothing";
    }
    String text = new String(body, StandardCharsets.UTF_8).strip();
    String start = text.toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype html") || start.startsWith("<html")
        ? "a page of HTML, " + body.length + " bytes"
        : cut(text);
  }

  private static String cut(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
