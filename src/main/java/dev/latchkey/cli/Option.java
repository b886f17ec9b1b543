package dev.latchkey.cli;

import org.jspecify.annotations.Nullable;

/**
 * An option of a command.
 *
 * @param name its name with both dashes
 * @param value what its value is called in the help; null for a switch
 * @param help what it does
 */
record Option(String name, @Nullable String value, String help) {
  static final Option HELP = new Option("--help", null, "show this help (also -h)");

  static Option of(String name, String value, String help) {
    return new Option(name, value, help);
  }

  static Option flag(String name, String help) {
    return new Option(name, null, help);
  }

  String shape() {
    return value == null ? name : name + " " + value;
  }
}
