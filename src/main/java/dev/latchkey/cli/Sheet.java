package dev.latchkey.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing shown to people: its values under one another. */
final class Sheet {
  private Sheet() {}

  static void print(Terminal terminal, Map<String, @Nullable Object> row) {
    int width = row.keySet().stream().mapToInt(String::length).max().orElse(0);
    row.forEach(
        (key, value) ->
            terminal
                .out()
                .println(
                    key.replace('_', ' ')
                        + " ".repeat(width - key.length() + 2)
                        + Listing.cell(value)));
  }
}
