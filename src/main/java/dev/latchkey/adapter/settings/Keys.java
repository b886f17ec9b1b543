package dev.latchkey.adapter.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys that a record of settings has. */
final class Keys {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private Keys() {}

  /**
   * One setting.
   *
   * @param key its dotted key
   * @param type what it is
   * @param value its default; null if it has none
   * @param owner the record that declares it
   * @param component the name it has there
   */
  record Key(String key, Type type, @Nullable Object value, Class<?> owner, String component) {}

  /** Lists all settings of a record and the records in it, in their order. */
  static List<Key> of(Record defaults) {
    List<Key> keys = new ArrayList<>();
    collect("", defaults, keys);
    return keys;
  }

  private static void collect(String path, Record section, List<Key> keys) {
    for (RecordComponent component : section.getClass().getRecordComponents()) {
      String key = path + snake(component.getName());
      Object value = value(section, component);
      if (value instanceof Map<?, ?> sections) {
        sections.forEach((name, inner) -> collect(key + "." + name + ".", (Record) inner, keys));
      } else if (value instanceof Record inner && !isValue(inner.getClass())) {
        collect(key + ".", inner, keys);
      } else {
        keys.add(
            new Key(
                key, component.getGenericType(), value, section.getClass(), component.getName()));
      }
    }
  }

  /** Turns {@code maxBodyBytes} into {@code max_body_bytes}. */
  static String snake(String camel) {
    return HUMP.matcher(camel).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  /** Says whether a type is a record that is written as its one value. */
  static boolean isValue(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    return components != null && components.length == 1 && components[0].getName().equals("value");
  }

  static @Nullable Object value(Record section, RecordComponent component) {
    try {
      component.getAccessor().trySetAccessible();
      return component.getAccessor().invoke(section);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a record's accessor failed: " + component, e);
    }
  }
}
