package dev.latchkey.adapter.exports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A map as a text: on each line one of our columns, an equals sign, and where its value comes from.
 * That is a column, a path of names with dots between them into JSON, or a constant in quotes;
 * several with {@code |} between them stand for the first that is not empty. A hash sign begins a
 * comment.
 */
final class ColumnMap implements PersonMap {
  private static final Pattern LINE = Pattern.compile("([a-z_0-9]+)\\s*=\\s*(.+)");
  private static final Pattern CONSTANT = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

  private final Map<String, List<Origin>> origins;

  private ColumnMap(Map<String, List<Origin>> origins) {
    this.origins = origins;
  }

  /** Reads the columns of ours under their own names. */
  static ColumnMap own() {
    return new ColumnMap(Map.of());
  }

  /**
   * Reads a map.
   *
   * @throws IllegalArgumentException if it is none; the message is one line
   */
  static ColumnMap of(String text) {
    Map<String, List<Origin>> origins = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String bare = line.replaceAll("(^|\\s)#.*", "").strip();
      if (bare.isEmpty()) {
        continue;
      }
      Matcher matcher = LINE.matcher(bare);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "line " + number + " of the map is not of the form column = where it comes from");
      }
      String column = matcher.group(1);
      if (!Fields.isKnown(column)) {
        throw new IllegalArgumentException(
            "line "
                + number
                + " of the map: there is no column "
                + column
                + "; there are "
                + Fields.all());
      }
      List<Origin> from = new ArrayList<>();
      for (String one : matcher.group(2).split("\\|", -1)) {
        Matcher constant = CONSTANT.matcher(one.strip());
        if (one.isBlank()) {
          throw new IllegalArgumentException(
              "line " + number + " of the map names nothing where " + column + " comes from");
        }
        from.add(
            constant.matches()
                ? new Origin(
                    null, constant.group(1) == null ? constant.group(2) : constant.group(1))
                : new Origin(one.strip(), null));
      }
      if (origins.putIfAbsent(column, List.copyOf(from)) != null) {
        throw new IllegalArgumentException(
            "line " + number + " of the map names the column " + column + " a second time");
      }
    }
    if (Fields.NAMES.stream().noneMatch(origins::containsKey)) {
      throw new IllegalArgumentException(
          "the map names no column to sign in by: one of " + String.join(", ", Fields.NAMES));
    }
    return new ColumnMap(origins);
  }

  /** Lists the columns of the file that it reads; empty for those of ours. */
  Set<String> columns() {
    return origins.values().stream()
        .flatMap(List::stream)
        .map(Origin::path)
        .filter(path -> path != null)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Lists the columns of the file that hold something to sign in by. */
  List<Set<String>> names() {
    return Fields.NAMES.stream()
        .map(
            name ->
                origins.isEmpty()
                    ? Set.of(name)
                    : origins.getOrDefault(name, List.of()).stream()
                        .map(Origin::path)
                        .filter(path -> path != null)
                        .collect(Collectors.toSet()))
        .toList();
  }

  boolean isOwn() {
    return origins.isEmpty();
  }

  @Override
  public Map<String, String> fields(Map<String, @Nullable Object> values) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (origins.isEmpty()) {
      values.forEach(
          (name, value) -> {
            if (Fields.isKnown(name)) {
              Paths.put(fields, name, Paths.text(value));
            }
          });
    }
    origins.forEach(
        (column, from) -> {
          for (Origin one : from) {
            String text =
                one.path == null ? one.constant : Paths.text(Paths.find(values, one.path));
            if (text != null && !text.isBlank()) {
              fields.put(column, text);
              break;
            }
          }
        });
    return fields;
  }

  private record Origin(@Nullable String path, @Nullable String constant) {}
}
