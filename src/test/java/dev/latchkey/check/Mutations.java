package dev.latchkey.check;

import dev.latchkey.check.Definition.Body;
import dev.latchkey.check.Definition.Exchange;
import dev.latchkey.check.Definition.Look;
import dev.latchkey.check.Definition.Reading;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers that differ in one thing from one that is right. */
final class Mutations {
  private final List<Mutant> mutants = new ArrayList<>();
  private final Answer answer;

  private Mutations(Answer answer) {
    this.answer = answer;
  }

  /**
   * An answer that is wrong in one thing.
   *
   * @param what what is wrong
   * @param answer the answer
   */
  record Mutant(String what, Answer answer) {}

  /** Makes them, guided by the documented reading. */
  static List<Mutant> of(Exchange exchange, Answer answer) {
    Mutations mutations = new Mutations(answer);
    mutations.make(exchange.accepted().getFirst());
    return mutations.mutants;
  }

  private void make(Reading reading) {
    mutants.add(
        new Mutant(
            "another status", new Answer(answer.status() + 1, answer.headers(), answer.body())));
    reading.headers().forEach(this::header);
    switch (reading.body()) {
      case Body.Any any -> {}
      case Body.Empty empty -> body("a body", "x".getBytes(StandardCharsets.UTF_8));
      case Body.Bytes bytes -> {
        byte[] changed = answer.body().clone();
        changed[changed.length - 1] ^= 1;
        body("the last byte", changed);
        body("no body", new byte[0]);
      }
      case Body.Json json -> {
        body("no body", new byte[0]);
        body("no JSON", "<html></html>".getBytes(StandardCharsets.UTF_8));
        Object value = parsed(answer.body());
        value("body", json.pattern(), value, changed -> json(changed.what(), changed.value()));
      }
    }
    reading.looks().forEach(look -> look(look, reading));
  }

  private void header(Ask.Header rule) {
    List<Ask.Header> others =
        answer.headers().stream().filter(one -> !one.name().equalsIgnoreCase(rule.name())).toList();
    if (!rule.value().equals("<absent>")) {
      headers("no header " + rule.name(), others);
    }
    List<Ask.Header> more = new ArrayList<>(others);
    more.add(new Ask.Header(rule.name(), "changed=x"));
    headers("header " + rule.name(), more);
    if (rule.value().equals("<absent>")) {
      return;
    }
    List<Ask.Header> twice = new ArrayList<>(answer.headers());
    twice.add(new Ask.Header(rule.name(), answer.values(rule.name()).getFirst()));
    headers("header " + rule.name() + " twice", twice);
  }

  private record Changed(String what, @Nullable Object value) {}

  private void value(
      String where, @Nullable Object pattern, @Nullable Object value, Consumer<Changed> use) {
    wrong(pattern, value).forEach(one -> use.accept(new Changed(where + " is " + one, one)));
    if (pattern instanceof Map<?, ?> members && value instanceof Map<?, ?> got) {
      Map<Object, @Nullable Object> more = new LinkedHashMap<>(got);
      more.put("one_more", 1L);
      use.accept(new Changed(where + " has one more", more));
      members.forEach(
          (name, expected) -> {
            if (!got.containsKey(name)) {
              return;
            }
            String place = where + "." + name;
            Shape shape = expected instanceof String text ? Shape.whole(text) : null;
            if (shape == null || !shape.isOptional()) {
              Map<Object, @Nullable Object> less = new LinkedHashMap<>(got);
              less.remove(name);
              use.accept(new Changed("no " + place, less));
            }
            value(place, expected, got.get(name), inner -> use.accept(put(got, name, inner)));
          });
    }
    if (pattern instanceof List<?> items && value instanceof List<?> got && !items.isEmpty()) {
      boolean isEach = "<each>".equals(items.getFirst());
      use.accept(new Changed(where + " is empty", List.of()));
      if (!isEach) {
        List<Object> more = new ArrayList<>(got);
        more.add("one more");
        use.accept(new Changed(where + " has one more", more));
      }
      for (int i = 0; i < got.size(); i++) {
        int at = i;
        value(
            where + "[" + i + "]",
            isEach ? items.getLast() : items.get(i),
            got.get(i),
            inner -> {
              List<@Nullable Object> changed = new ArrayList<>(got);
              changed.set(at, inner.value());
              use.accept(new Changed(inner.what(), changed));
            });
      }
    }
  }

  private static Changed put(Map<?, ?> got, Object name, Changed inner) {
    Map<Object, @Nullable Object> changed = new LinkedHashMap<>(got);
    changed.put(name, inner.value());
    return new Changed(inner.what(), changed);
  }

  /** Values that the pattern must not take. */
  private static List<Object> wrong(@Nullable Object pattern, @Nullable Object value) {
    List<Object> wrong = new ArrayList<>();
    Shape shape = pattern instanceof String text ? Shape.whole(text) : null;
    if (shape == null) {
      wrong.add(value instanceof String text ? text + "x" : "changed");
      wrong.add(7L);
      return wrong;
    }
    wrong.add(shape.takes("object") ? 7L : Map.of("changed", true));
    if (String.valueOf(pattern).contains(" = ")) {
      wrong.add(value instanceof Long number ? (Object) (number + 1) : value + "x");
    }
    if (!shape.takesAnyText()) {
      wrong.add("?");
    }
    if (!shape.takes("number")) {
      wrong.add(7L);
    }
    return wrong;
  }

  /** Puts another header or payload into a token, wherever it stands. */
  private void look(Look look, Reading reading) {
    Judge.Verdict verdict =
        Judge.judge(
            new Exchange("", "", false, TEMPLATE, List.of(without(reading))), answer, Map.of());
    String token = verdict.found().get(look.token());
    if (token == null) {
      return;
    }
    String[] parts = token.split("\\.", -1);
    parts[look.part()] =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"changed\":1}".getBytes(StandardCharsets.UTF_8));
    String other = String.join(".", parts);
    String text = new String(answer.body(), StandardCharsets.UTF_8).replace(token, other);
    List<Ask.Header> headers =
        answer.headers().stream()
            .map(one -> new Ask.Header(one.name(), one.value().replace(token, other)))
            .toList();
    mutants.add(
        new Mutant(
            "part " + look.part() + " of " + look.token(),
            new Answer(answer.status(), headers, text.getBytes(StandardCharsets.UTF_8))));
  }

  private static final Definition.Template TEMPLATE =
      new Definition.Template("GET", "/", List.of(), null, false);

  private static Reading without(Reading reading) {
    return new Reading(
        reading.kind(),
        reading.note(),
        reading.status(),
        reading.headers(),
        reading.body(),
        List.of());
  }

  private void headers(String what, List<Ask.Header> headers) {
    mutants.add(new Mutant(what, new Answer(answer.status(), headers, answer.body())));
  }

  private void body(String what, byte[] body) {
    mutants.add(new Mutant(what, new Answer(answer.status(), answer.headers(), body)));
  }

  private void json(String what, @Nullable Object value) {
    body(what, Json.write(value).getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable Object parsed(byte[] body) {
    try {
      return Json.read(body);
    } catch (BadInput e) {
      throw new AssertionError(e);
    }
  }
}
