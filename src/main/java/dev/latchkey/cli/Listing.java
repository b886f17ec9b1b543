package dev.latchkey.cli;

import dev.latchkey.wire.http.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a command found: a table with aligned columns for people, or one JSON array. Rows are
 * printed as they come, a page at a time, so that a long list needs no memory.
 */
final class Listing implements AutoCloseable {
  private static final int PAGE = 500;
  private static final String GAP = "  ";

  private final Terminal terminal;
  private final boolean asJson;
  private final List<String> columns;
  private final List<List<String>> page = new ArrayList<>();
  private int @Nullable [] widths;
  private int count;

  /**
   * Starts a list.
   *
   * @param terminal where to print
   * @param asJson whether to print JSON
   * @param columns which values the table shows, by their keys; JSON has all
   */
  Listing(Terminal terminal, boolean asJson, List<String> columns) {
    this.terminal = terminal;
    this.asJson = asJson;
    this.columns = columns;
    if (asJson) {
      terminal.out().print('[');
    }
  }

  /** Adds a row: its values by key. */
  void add(Map<String, @Nullable Object> row) {
    if (asJson) {
      terminal.out().print(count == 0 ? "\n" : ",\n");
      terminal.out().print(Shown.json(Json.write(row)));
    } else {
      page.add(columns.stream().map(key -> cell(row.get(key))).toList());
      if (page.size() == PAGE) {
        printPage();
      }
    }
    count++;
  }

  /** Finishes the list. */
  @Override
  public void close() {
    if (asJson) {
      terminal.out().println(count == 0 ? "]" : "\n]");
    } else {
      printPage();
    }
  }

  /** Says how many rows there are. */
  int count() {
    return count;
  }

  private void printPage() {
    if (widths == null && !page.isEmpty()) {
      page.addFirst(columns.stream().map(Listing::heading).toList());
      widths = new int[columns.size()];
      for (List<String> row : page) {
        for (int i = 0; i < widths.length; i++) {
          widths[i] = Math.max(widths[i], width(row.get(i)));
        }
      }
    }
    for (List<String> row : page) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i));
        if (i < row.size() - 1 && widths != null) {
          line.append(" ".repeat(Math.max(0, widths[i] - width(row.get(i))))).append(GAP);
        }
      }
      terminal.out().println(line.toString().stripTrailing());
    }
    page.clear();
  }

  private static String heading(String key) {
    return key.replace('_', ' ').toUpperCase(Locale.ROOT);
  }

  /** Writes a value for people. */
  static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "-";
      case Collection<?> several when several.isEmpty() -> "-";
      case Collection<?> several ->
          several.stream().map(Listing::cell).collect(Collectors.joining(", "));
      case String text -> text.isEmpty() ? "-" : Shown.line(text);
      default -> Shown.line(value.toString());
    };
  }

  /** Writes a moment, in UTC and without parts of a second. */
  static @Nullable String moment(@Nullable Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static int width(String cell) {
    return cell.codePoints()
        .map(
            point ->
                switch (Character.getType(point)) {
                  case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
                  default -> isWide(point) ? 2 : 1;
                })
        .sum();
  }

  /** Says whether terminals give a character two columns: the scripts of East Asia, and emoji. */
  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115f)
        || (point >= 0x2e80 && point <= 0xa4cf)
        || (point >= 0xac00 && point <= 0xd7a3)
        || (point >= 0xf900 && point <= 0xfaff)
        || (point >= 0xfe30 && point <= 0xfe6f)
        || (point >= 0xff00 && point <= 0xff60)
        || (point >= 0xffe0 && point <= 0xffe6)
        || (point >= 0x1f300 && point <= 0x1faff)
        || (point >= 0x20000 && point <= 0x3fffd);
  }
}
