package dev.latchkey.cli;

import dev.latchkey.kernel.StartProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The run from which the build learns what a start needs. Called by the build only, so no help
 * lists it.
 */
final class TrainCommand implements Command {
  private static final Usage USAGE =
      new Usage(
          "train",
          "exercise the program once, so that the build can keep what a start needs",
          List.of("DIRECTORY"),
          List.of(),
          "Called by the build.",
          List.of());

  @Override
  public Usage usage() {
    return USAGE;
  }

  @Override
  public void run(Given given, Terminal terminal) {
    Path directory = Path.of(given.parameter(0));
    try {
      help(terminal);
      // The cache fits this very Java only, so the launcher is told which.
      Files.writeString(
          directory.resolve("latchkey.java"),
          System.getProperty("java.home") + System.lineSeparator());
    } catch (IOException e) {
      throw new StartProblem("cannot write to " + directory + ": " + e.getMessage(), e);
    }
  }

  private static void help(Terminal terminal) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    Terminal quiet = new Terminal(nowhere, nowhere, Map.of(), terminal.directory());
    new Program(Commands.all()).run(List.of("--help"), quiet);
  }
}
