package dev.latchkey.wire.contract.sessionrpc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of an argument that is an object, in the order of the document. */
final class Members {
  private Members() {}

  /** Lists rules by name. */
  static Map<String, Rule> of(Object... namesAndRules) {
    Map<String, Rule> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndRules.length; i += 2) {
      members.put((String) namesAndRules[i], (Rule) namesAndRules[i + 1]);
    }
    return Collections.unmodifiableMap(members);
  }

  /** Gives a member that its rule has made a text; empty if it is not there. */
  static String text(Map<?, ?> object, String name) {
    String text = textOrNull(object, name);
    return text == null ? "" : text;
  }

  /** Gives a member that its rule has made a text; null if it is not there. */
  static @Nullable String textOrNull(Map<?, ?> object, String name) {
    return (String) object.get(name);
  }
}
