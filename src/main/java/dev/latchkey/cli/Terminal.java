package dev.latchkey.cli;

import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command was called from and where it prints.
 *
 * @param out standard output: the result and nothing else
 * @param err standard error: everything that is said to a person beside the result
 * @param environment the variables of the process
 * @param directory what relative paths are relative to
 */
record Terminal(PrintStream out, PrintStream err, Map<String, String> environment, Path directory) {
  static Terminal ofProcess() {
    return new Terminal(System.out, System.err, System.getenv(), Path.of(""));
  }

  /** Says whether a person looks on. */
  @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where there is no terminal
  boolean isPerson() {
    Console console = System.console();
    return err.equals(System.err) && console != null && console.isTerminal();
  }

  /** Says a line to a person, safe to show whatever is in it. */
  void say(String line) {
    err.println("latchkey: " + Shown.line(line));
  }

  void flush() {
    out.flush();
    err.flush();
  }
}
