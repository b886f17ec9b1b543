package dev.latchkey.adapter.settings;

import dev.latchkey.kernel.Nearest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Fills records from entries, through their canonical constructors. Where a value is wrong, the
 * problem is noted and the default taken, so that the rest is judged too.
 */
final class Binder {
  private static final String NULL = "none";
  private static final int SHOWN = 60;
  private static final Set<String> SECRET = Set.of("secret", "password", "key", "token");

  private final Problems problems;

  Binder(Problems problems) {
    this.problems = problems;
  }

  /** Fills a record of the class of its defaults. */
  @SuppressWarnings("unchecked")
  <R extends Record> R bind(R defaults, Entry.Section section) {
    Record bound = record((Class<R>) defaults.getClass(), section, defaults, "");
    return bound == null ? defaults : (R) bound;
  }

  private @Nullable Record record(
      Class<? extends Record> type, Entry.Section section, @Nullable Record defaults, String path) {
    if (section.entries().isEmpty() && defaults != null) {
      return defaults;
    }
    RecordComponent[] components = type.getRecordComponents();
    refuseUnknown(components, section, path);
    @Nullable Object[] values = new @Nullable Object[components.length];
    boolean isWhole = true;
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      String key = Keys.snake(component.getName());
      Object standard = defaults == null ? null : Keys.value(defaults, component);
      Entry entry = section.entries().get(key);
      if (entry != null) {
        values[i] = value(component, entry, standard, path + key);
      } else if (defaults == null && !isNullable(component)) {
        problems.add(section.where(), path + key + " is missing");
      } else {
        values[i] = standard;
      }
      isWhole &= values[i] != null || isNullable(component);
    }
    return isWhole ? construct(type, values, section, defaults, path) : defaults;
  }

  private void refuseUnknown(RecordComponent[] components, Entry.Section section, String path) {
    Set<String> known = new TreeSet<>();
    for (RecordComponent component : components) {
      known.add(Keys.snake(component.getName()));
    }
    section
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                problems.add(
                    entry.where(), "there is no setting " + path + key + Nearest.hint(key, known));
              }
            });
  }

  private @Nullable Object value(
      RecordComponent component, Entry entry, @Nullable Object standard, String path) {
    boolean isNull =
        entry instanceof Entry.Nothing
            || (entry instanceof Entry.Text text && text.text().equals(NULL));
    if (isNull && isNullable(component)) {
      return null;
    }
    return value(component.getGenericType(), entry, standard, path);
  }

  @SuppressWarnings("unchecked")
  private @Nullable Object value(Type type, Entry entry, @Nullable Object standard, String path) {
    Class<?> raw =
        (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    if (raw == List.class) {
      return list(((ParameterizedType) type).getActualTypeArguments()[0], entry, standard, path);
    }
    if (raw == Map.class) {
      return map(((ParameterizedType) type).getActualTypeArguments()[0], entry, standard, path);
    }
    if (Keys.isValue(raw)) {
      return wrapped((Class<? extends Record>) raw, entry, standard, path);
    }
    if (raw.isRecord()) {
      return nested((Class<? extends Record>) raw, entry, (Record) standard, path);
    }
    return scalar(raw, entry, standard, path);
  }

  private @Nullable Object nested(
      Class<? extends Record> type, Entry entry, @Nullable Record standard, String path) {
    return switch (entry) {
      case Entry.Section section -> record(type, section, standard, path + ".");
      case Entry.Nothing nothing when standard != null -> standard;
      case Entry.Nothing nothing -> refuse(nothing, path + " must not be empty", standard);
      case Entry.Text text ->
          refuse(text, path + " must be a section with settings in it", standard);
      case Entry.Items items ->
          refuse(items, path + " must be a section with settings in it", standard);
    };
  }

  private @Nullable Object wrapped(
      Class<? extends Record> type, Entry entry, @Nullable Object standard, String path) {
    Class<?> inner = type.getRecordComponents()[0].getType();
    Object value = scalar(inner, entry, null, path);
    return value == null
        ? standard
        : construct(type, new @Nullable Object[] {value}, entry, (Record) standard, path + ".");
  }

  /**
   * Reads sections under free names; each has the defaults of the one that exists from the start.
   */
  @SuppressWarnings("unchecked")
  private @Nullable Object map(Type name, Entry entry, @Nullable Object standard, String path) {
    Map<Object, Record> standards = (Map<Object, Record>) Objects.requireNonNull(standard);
    if (entry instanceof Entry.Nothing) {
      return standards;
    }
    if (!(entry instanceof Entry.Section section)) {
      return refuse(entry, path + " must be a section with settings in it", standards);
    }
    Map<Object, Object> values = new LinkedHashMap<>(standards);
    section
        .entries()
        .forEach(
            (text, inner) -> {
              String where = path + "." + text;
              Object key =
                  wrapped(
                      (Class<? extends Record>) name,
                      new Entry.Text(inner.where(), text),
                      null,
                      where);
              Record first = standards.values().iterator().next();
              Object value = nested(first.getClass(), inner, first, where);
              if (key != null && value != null) {
                values.put(key, value);
              }
            });
    return Map.copyOf(values);
  }

  private @Nullable Object list(Type element, Entry entry, @Nullable Object standard, String path) {
    List<Entry> items =
        switch (entry) {
          case Entry.Items several -> several.items();
          case Entry.Text text -> split(text);
          case Entry.Nothing nothing -> List.of();
          case Entry.Section section -> null;
        };
    if (items == null) {
      return refuse(entry, path + " must be a list", standard);
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Object value = value(element, items.get(i), null, path + "[" + (i + 1) + "]");
      if (value != null) {
        values.add(value);
      }
    }
    return List.copyOf(values);
  }

  private static List<Entry> split(Entry.Text text) {
    List<Entry> items = new ArrayList<>();
    for (String part : text.text().split(",")) {
      if (!part.isBlank()) {
        items.add(new Entry.Text(text.where(), part.strip()));
      }
    }
    return items;
  }

  private @Nullable Object scalar(
      Class<?> type, Entry entry, @Nullable Object standard, String path) {
    return switch (entry) {
      case Entry.Text text -> {
        try {
          yield Scalars.read(type, text.text());
        } catch (Scalars.Unreadable e) {
          yield refuse(
              text, path + " must be " + e.getMessage() + ", not " + shown(path, text), standard);
        }
      }
      case Entry.Nothing nothing -> refuse(nothing, path + " must not be empty", standard);
      case Entry.Items items -> refuse(items, path + " must be one value, not a list", standard);
      case Entry.Section section ->
          refuse(section, path + " must be one value, not a section", standard);
    };
  }

  private @Nullable Object refuse(Entry entry, String what, @Nullable Object standard) {
    problems.add(entry.where(), what);
    return standard;
  }

  private static String shown(String path, Entry.Text text) {
    for (String word : path.split("[._]")) {
      if (SECRET.contains(word)) {
        return "what stands there";
      }
    }
    String value = text.text();
    return "\"" + (value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value) + "\"";
  }

  private @Nullable Record construct(
      Class<? extends Record> type,
      @Nullable Object[] values,
      Entry entry,
      @Nullable Record defaults,
      String path) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
    }
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.trySetAccessible();
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IllegalArgumentException said)) {
        throw new IllegalStateException("the constructor of " + type + " failed", e);
      }
      String name = path.isEmpty() ? "" : path.substring(0, path.length() - 1) + ": ";
      problems.add(places(entry), name + keysIn(String.valueOf(said.getMessage()), components));
      return defaults;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record has a canonical constructor: " + type, e);
    }
  }

  /** Names all places that had a say in a section, since its constructor judges it as a whole. */
  private static String places(Entry entry) {
    Set<String> places = new LinkedHashSet<>();
    if (entry instanceof Entry.Section section) {
      section.entries().values().forEach(value -> places.add(value.where()));
    } else {
      places.add(entry.where());
    }
    return String.join(", ", places);
  }

  /** Says keys where a constructor says names of components. */
  private static String keysIn(String message, RecordComponent[] components) {
    String said = message;
    for (RecordComponent component : components) {
      said = said.replaceAll("\\b" + component.getName() + "\\b", Keys.snake(component.getName()));
    }
    return said;
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
