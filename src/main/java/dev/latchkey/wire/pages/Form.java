package dev.latchkey.wire.pages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form as it is shown.
 *
 * @param token what shows that it came from us
 * @param values what stands in its fields; never a password
 * @param problems what is wrong
 */
record Form(String token, Map<String, String> values, List<Problem> problems) {
  /** The name of the field that holds the token. */
  static final String TOKEN = "form_token";

  /** The name of the field that binds the form to a mailed link. */
  static final String LINK = "link_token";

  Form {
    values = Map.copyOf(values);
    problems = List.copyOf(problems);
  }

  static Form empty(String token) {
    return new Form(token, Map.of(), List.of());
  }

  Form with(String field, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(field, value);
    return new Form(token, more, problems);
  }

  Form refused(List<Problem> found) {
    return new Form(token, values, found);
  }

  boolean isRefused() {
    return !problems.isEmpty();
  }

  /** Says whether the one thing that is wrong is about no single field. */
  boolean isRefusedAsAWhole() {
    return problems.size() == 1 && problems.getFirst().field().equals(Problem.WHOLE);
  }

  String value(String field) {
    return values.getOrDefault(field, "");
  }

  boolean isWrong(String field) {
    return problems.stream().anyMatch(one -> one.field().equals(field));
  }

  /** Says whether a field is the first that is wrong, where the cursor belongs. */
  boolean isFirstWrong(String field) {
    return problems.stream()
        .filter(one -> !one.field().equals(Problem.WHOLE))
        .findFirst()
        .map(Problem::field)
        .filter(field::equals)
        .isPresent();
  }

  String wordsOn(String field) {
    return problems.stream()
        .filter(one -> one.field().equals(field))
        .map(Problem::words)
        .findFirst()
        .orElse("");
  }

  /** The ids of what explains a field, for screen readers; null for nothing. */
  @Nullable String describedBy(String field, boolean hasHint) {
    String hint = hasHint ? field + "_hint" : "";
    String problem = isWrong(field) ? field + "_problem" : "";
    String both = (problem + " " + hint).strip();
    return both.isEmpty() ? null : both;
  }
}
