package dev.latchkey.cli;

import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Calls the program within the test and keeps what it printed. */
final class Console {
  private final Path directory;
  private final Map<String, String> environment;

  Console(Path directory) {
    this(directory, Map.of());
  }

  Console(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  Result run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(stream(out), stream(err), environment, directory);
    int code = new Program(Commands.all()).run(List.of(words), terminal);
    terminal.flush();
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }

  /** What a call came to. */
  record Result(int code, String out, String err) {
    /** Reads standard output as what it must be: one JSON array of objects. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> rows() {
      try {
        return (List<Map<String, Object>>)
            Objects.requireNonNull(Json.read(out.strip().getBytes(StandardCharsets.UTF_8)));
      } catch (BadInput e) {
        throw new AssertionError("no JSON array: " + out, e);
      }
    }
  }
}
