package dev.latchkey.adapter.settings;

import dev.latchkey.kernel.Nearest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Environment variables that are settings: {@code LATCHKEY_HTTP_PORT} for {@code http.port}. */
final class Variables {
  private Variables() {}

  static void lay(
      Entry.Section root,
      Record defaults,
      String prefix,
      Set<String> others,
      Map<String, String> environment,
      Problems problems) {
    Map<String, String> set = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(prefix) && !others.contains(name)) {
            set.put(name, value);
          }
        });
    if (set.isEmpty()) {
      return;
    }
    Map<String, String> keys = names(defaults, prefix);
    set.forEach(
        (name, value) -> {
          String key = keys.get(name);
          if (key == null) {
            problems.add(name, "there is no such setting" + Nearest.hint(name, keys.keySet()));
          } else {
            root.put(key, new Entry.Text(name, value), problems);
          }
        });
  }

  /** Gives the key of each variable. */
  static Map<String, String> names(Record defaults, String prefix) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Keys.Key key : Keys.of(defaults)) {
      String name = name(prefix, key.key());
      String other = names.put(name, key.key());
      if (other != null) {
        throw new IllegalStateException(name + " stands for " + other + " and " + key.key());
      }
    }
    return names;
  }

  static String name(String prefix, String key) {
    return prefix + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
