package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request: those within {@code user}, or the bare ones where there is no such key.
 */
final class UserFields {
  private static final List<String> NEVER_IN_A_QUERY =
      List.of("user", "email", "password", "password_confirmation", "current_password", "token");
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Map<String, @Nullable Object> values;
  private final boolean isReadable;

  private UserFields(Map<String, @Nullable Object> values, boolean isReadable) {
    this.values = values;
    this.isReadable = isReadable;
  }

  /**
   * Reads the body. Keys of JSON are turned into snake case where the client asked for an
   * inflection.
   */
  @SuppressWarnings("unchecked")
  static UserFields of(Request request) throws BadInput {
    Fields.refuseInQuery(request, NEVER_IN_A_QUERY);
    Map<String, @Nullable Object> all = Fields.of(request).values();
    boolean isForm = request.mediaType().filter(FORM::equals).isPresent();
    if (!isForm && KeyInflection.asked(request).isPresent()) {
      all = KeyInflection.underscored(all);
    }
    if (!all.containsKey("user")) {
      return new UserFields(all, true);
    }
    Object user = all.get("user");
    return switch (user) {
      case null -> new UserFields(Map.of(), true);
      case Map<?, ?> map -> new UserFields((Map<String, @Nullable Object>) map, true);
      default -> new UserFields(Map.of(), false);
    };
  }

  /** Notes if what stands in {@code user} is no object; there are no fields then. */
  void judge(Violations found) {
    if (!isReadable) {
      found.add("user", Violations.INVALID);
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Gives a text: absent and null are null, and what is no text is unreadable. */
  Text text(String name) {
    return textOf(values.get(name));
  }

  /** Gives whatever stands there. */
  @Nullable Object value(String name) {
    return values.get(name);
  }

  static Text textOf(@Nullable Object value) {
    return switch (value) {
      case null -> new Text(null, false);
      case String text -> new Text(text, false);
      default -> new Text(null, true);
    };
  }

  @Override
  public String toString() {
    return "[fields " + values.keySet() + "]";
  }

  /**
   * A text field.
   *
   * @param value the text, exactly; null if there is none
   * @param isUnreadable whether something else than a text stands there
   */
  record Text(@Nullable String value, boolean isUnreadable) {
    @Override
    public String toString() {
      return "[text]";
    }
  }
}
