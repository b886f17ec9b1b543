package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.ServerSettings;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The settings reference names every setting there is, with the default it has, and no other. */
class SettingsReferenceTest {
  private static final Path REFERENCE = Path.of("docs/reference/settings.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z_.]+)` \\| `?([^`|]*?)`? \\| .+ \\|$");

  @Test
  void the_reference_names_every_setting_with_its_default() throws Exception {
    Map<String, String> actual = new TreeMap<>();
    collect("", ServerSettings.DEFAULT, ServerSettings.class, actual);
    Map<String, String> documented = new TreeMap<>();
    for (String line : Files.readAllLines(REFERENCE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        documented.put(row.group(1), row.group(2));
      }
    }
    // One for each core of the machine, so no figure can stand in the reference.
    actual.put("hashing.threads", "one for each core");
    assertThat(actual).hasSizeGreaterThan(40);
    assertThat(documented).isEqualTo(actual);
  }

  private static void collect(
      String prefix, @Nullable Object record, Class<?> type, Map<String, String> into)
      throws ReflectiveOperationException {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = prefix + snake(component.getName());
      Object value = record == null ? null : component.getAccessor().invoke(record);
      RecordComponent[] inside = component.getType().getRecordComponents();
      // A record of one value is written as that value.
      boolean isSection =
          inside != null && !(inside.length == 1 && inside[0].getName().equals("value"));
      if (value instanceof Map<?, ?> sections) {
        for (Map.Entry<?, ?> section : sections.entrySet()) {
          Object inner = section.getValue();
          collect(key + "." + section.getKey() + ".", inner, inner.getClass(), into);
        }
      } else if (isSection) {
        collect(key + ".", value, component.getType(), into);
      } else {
        into.put(key, shown(value));
      }
    }
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "none";
      case Duration duration when duration.isZero() -> "0s";
      case Duration duration when duration.toSeconds() % 86_400 == 0 -> duration.toDays() + "d";
      case Duration duration when duration.toSeconds() % 3600 == 0 -> duration.toHours() + "h";
      case Duration duration when duration.toSeconds() % 60 == 0 -> duration.toMinutes() + "m";
      case Duration duration -> duration.toSeconds() + "s";
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      case List<?> list when list.isEmpty() -> "none";
      default -> value.toString();
    };
  }
}
