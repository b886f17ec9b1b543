package dev.latchkey.cli;

import dev.latchkey.adapter.settings.SettingsReader;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.kernel.StartProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a command takes its settings from. */
final class Configuration {
  static final Option DATA =
      Option.of("--data", "DIR", "where the store and its keys are (default: latchkey-data)");
  static final Option CONFIG =
      Option.of("--config", "FILE", "settings in YAML (default: latchkey.yaml, if there is one)");
  static final Option PORT =
      Option.of("--port", "PORT", "the port to listen on; 0 for any free one (default: 8080)");
  static final Option HOST =
      Option.of("--host", "ADDRESS", "the address to listen on (default: 127.0.0.1)");

  private static final String PREFIX = "LATCHKEY_";
  private static final String FILE_VARIABLE = "LATCHKEY_CONFIG";
  private static final Set<String> OTHER_VARIABLES = Set.of(FILE_VARIABLE, "LATCHKEY_JAVA_OPTS");
  private static final String USUAL_FILE = "latchkey.yaml";
  private static final Map<String, String> KEYS =
      Map.of(DATA.name(), "data", PORT.name(), "http.port", HOST.name(), "http.host");

  private Configuration() {}

  /**
   * Reads the settings, and has everything that is logged from now on written as they say.
   *
   * @throws StartProblem if any is wrong, with one line for each mistake
   */
  static ServerSettings read(Given given, Terminal terminal) {
    List<SettingsReader.Option> options = new ArrayList<>();
    KEYS.forEach(
        (name, key) ->
            given
                .value(name)
                .ifPresent(value -> options.add(new SettingsReader.Option(name, key, value))));
    ServerSettings settings =
        new SettingsReader(PREFIX, OTHER_VARIABLES)
            .read(ServerSettings.DEFAULT, file(given, terminal), terminal.environment(), options);
    settings.log().apply();
    return settings.withData(terminal.directory().resolve(settings.data()));
  }

  private static @Nullable Path file(Given given, Terminal terminal) {
    String named =
        given.value(CONFIG.name()).orElseGet(() -> terminal.environment().get(FILE_VARIABLE));
    if (named != null && named.isBlank()) {
      throw new StartProblem(CONFIG.name() + ": name a file");
    }
    Path file = terminal.directory().resolve(named == null ? USUAL_FILE : named);
    return named == null && Files.notExists(file) ? null : file;
  }
}
