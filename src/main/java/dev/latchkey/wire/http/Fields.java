package dev.latchkey.wire.http;

import dev.latchkey.kernel.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The named values of a request: the JSON object or the form in its body. Nothing is ever coerced.
 *
 * @param values the values by name, as {@link Json} has them
 */
public record Fields(Map<String, @Nullable Object> values) {
  /** Nothing. */
  public static final Fields NONE = new Fields(Map.of());

  /**
   * Reads the body: {@code application/json} (also {@code +json} types, and when no Content-Type is
   * given), {@code application/x-www-form-urlencoded} with Rails-style {@code a[b]=c} nesting. An
   * empty body has no fields.
   *
   * @param request the request
   * @return its fields
   * @throws BadInput UNSUPPORTED_MEDIA for other types and charsets than UTF-8; MALFORMED_BODY for
   *     anything {@link Json} refuses, a JSON value that is no object, a form with a name twice or
   *     bad encoding
   */
  public static Fields of(Request request) throws BadInput {
    return FieldsReader.read(request);
  }

  /**
   * Reads the query string as a form.
   *
   * @param request the request
   * @return its fields
   * @throws BadInput MALFORMED_BODY for a name twice or bad encoding
   */
  public static Fields ofQuery(Request request) throws BadInput {
    return FieldsReader.readQuery(request);
  }

  /**
   * Says whether a name stands there, even with null.
   *
   * @param name the name
   * @return whether it does
   */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * Gives a text.
   *
   * @param name its name
   * @return the text, exactly; empty if absent or null
   * @throws BadInput WRONG_TYPE if it is a number, a boolean, a list or an object
   */
  public Optional<String> text(String name) throws BadInput {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw new BadInput(Reason.WRONG_TYPE, name + " must be a string");
  }

  /**
   * Gives the fields of a nested object.
   *
   * @param name its name
   * @return its fields; empty if absent or null
   * @throws BadInput WRONG_TYPE if it is anything else
   */
  @SuppressWarnings("unchecked")
  public Optional<Fields> object(String name) throws BadInput {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Map<?, ?> map) {
      return Optional.of(new Fields((Map<String, @Nullable Object>) map));
    }
    throw new BadInput(Reason.WRONG_TYPE, name + " must be an object");
  }

  /**
   * Refuses secrets in the query string, where they land in logs (ASVS 14.2.1).
   *
   * @param request the request
   * @param names the names that must not stand there
   * @throws BadInput INVALID_FIELD if one does, or the query cannot be read
   */
  public static void refuseInQuery(Request request, List<String> names) throws BadInput {
    if (request.query() == null) {
      return;
    }
    Fields query = ofQuery(request);
    for (String name : names) {
      if (query.has(name)) {
        throw new BadInput(Reason.INVALID_FIELD, name + " must not stand in the query string");
      }
    }
  }

  @Override
  public String toString() {
    return "[fields " + values.keySet() + "]";
  }
}
