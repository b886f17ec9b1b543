package dev.latchkey.cli;

import java.util.List;

/** All commands, in the order in which the help shows them. */
final class Commands {
  private Commands() {}

  static List<Command> all() {
    return List.of(new TrainCommand());
  }
}
