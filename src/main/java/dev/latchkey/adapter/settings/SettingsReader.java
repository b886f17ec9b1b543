package dev.latchkey.adapter.settings;

import dev.latchkey.kernel.StartProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills a record of settings, and the records in it, from text. The key of a component is its name
 * in {@code snake_case}; a record within a record is a section. What is set nowhere keeps the value
 * of the given default.
 *
 * <p>A component is a text, a whole number, a boolean, a duration ({@code 30s}, {@code 10m}, {@code
 * 7d}, or ISO 8601), a URI, a path, an enum, a list of these, or a record. A record with one
 * component called {@code value} is written as that value. {@code none} stands for null where a
 * component may be null.
 */
public final class SettingsReader {
  private final String prefix;
  private final Set<String> otherVariables;

  /**
   * Makes one.
   *
   * @param prefix what the names of environment variables start with, such as {@code LATCHKEY_}
   * @param otherVariables variables with that prefix that are no settings
   */
  public SettingsReader(String prefix, Set<String> otherVariables) {
    this.prefix = prefix;
    this.otherVariables = Set.copyOf(otherVariables);
  }

  /**
   * Reads.
   *
   * @param defaults what holds unless it is set
   * @param file the YAML file; null for none
   * @param environment all environment variables; those without the prefix are passed over
   * @param options what the command line sets
   * @param <R> the record
   * @return the settings
   * @throws StartProblem if the file cannot be read or anything in it, in the variables or in the
   *     options is wrong: one line for each mistake, all of them at once
   */
  public <R extends Record> R read(
      R defaults, @Nullable Path file, Map<String, String> environment, List<Option> options) {
    Problems problems = new Problems();
    Entry.Section root =
        file == null ? new Entry.Section("settings") : YamlTree.read(file, problems);
    Variables.lay(root, defaults, prefix, otherVariables, environment, problems);
    for (Option option : options) {
      root.put(option.key(), new Entry.Text(option.name(), option.value()), problems);
    }
    R settings = new Binder(problems).bind(defaults, root);
    problems.throwIfAny();
    return settings;
  }

  /**
   * A setting that stands on the command line.
   *
   * @param name the option as it was typed, such as {@code --port}
   * @param key what it sets, such as {@code http.port}
   * @param value the text
   */
  public record Option(String name, String key, String value) {}
}
