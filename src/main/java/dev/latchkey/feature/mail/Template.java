package dev.latchkey.feature.mail;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders: <code>{name}</code> stands for a value, and what stands between <code>
 * {?name}</code> and <code>{/name}</code> is left out where there is no such value. Values are
 * never read as templates.
 */
final class Template {
  private static final Pattern MARK = Pattern.compile("\\{([?/]?)([A-Za-z_]+)\\}");

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @param source the text
   * @param known the placeholders that have a meaning there
   * @param needed those that must not be missing
   * @param problems gets a line for each mistake
   * @return the template, of use only if there was no mistake
   */
  static Template read(
      String source, Set<String> known, Set<String> needed, List<String> problems) {
    List<Part> parts = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    Set<String> unknown = new LinkedHashSet<>();
    String open = null;
    int from = 0;
    Matcher marks = MARK.matcher(source);
    while (marks.find()) {
      parts.add(new Part(open, null, source.substring(from, marks.start())));
      from = marks.end();
      String sign = marks.group(1);
      String name = marks.group(2);
      if (!known.contains(name)) {
        unknown.add("{" + name + "}");
      }
      seen.add(name);
      if (sign.isEmpty()) {
        parts.add(new Part(open, name, ""));
      } else if (sign.equals("?") == (open == null) && (open == null || open.equals(name))) {
        open = open == null ? name : null;
      } else {
        problems.add(marks.group() + " does not pair with another mark before it");
      }
    }
    parts.add(new Part(open, null, source.substring(from)));
    if (open != null) {
      problems.add("{?" + open + "} is never closed by {/" + open + "}");
    }
    unknown.forEach(
        name -> problems.add("there is no placeholder " + name + "; known: " + list(known)));
    needed.stream()
        .filter(name -> !seen.contains(name))
        .forEach(name -> problems.add("the placeholder {" + name + "} is missing"));
    return new Template(parts);
  }

  private static String list(Set<String> names) {
    return "{" + String.join("}, {", names.stream().sorted().toList()) + "}";
  }

  /**
   * Fills it.
   *
   * @param values what placeholders stand for; one that is missing leaves nothing
   * @param escape writes a value as the text's format needs it
   * @return the text
   */
  String fill(Map<String, String> values, UnaryOperator<String> escape) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part.only() != null && !values.containsKey(part.only())) {
        continue;
      }
      text.append(part.text());
      if (part.slot() != null) {
        text.append(escape.apply(values.getOrDefault(part.slot(), "")));
      }
    }
    return text.toString();
  }

  /**
   * A piece.
   *
   * @param only the value without which it is left out; null for none
   * @param slot the value that stands here; null for none
   * @param text the words that stand here
   */
  private record Part(@Nullable String only, @Nullable String slot, String text) {}
}
