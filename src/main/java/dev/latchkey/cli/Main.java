package dev.latchkey.cli;

import java.util.List;

/** The program. */
public final class Main {
  private Main() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the words after the program's name
   */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    int code = new Program(Commands.all()).run(List.of(arguments), terminal);
    terminal.flush();
    // Not exit(): that looks up a logger first, which costs more than a whole command.
    Runtime.getRuntime().halt(code);
  }
}
