package overload;

import java.util.ArrayList;
import java.util.List;

/** What was asked for on the command line. */
final class Options {
  static final String USAGE =
      """
      usage: bench/overload.sh [flood|small|guesses|ramp|slow|herd|hangup|all]...
        --port P       where the server listens; any free port unless given
        --seconds S    how long the flood lasts, 60 unless given; other loads last shares of it
        --checks R     session checks a second beside it, 2000 unless given
        --guesses R    guesses a second with the default budgets, 1000 unless given
        --java OPTIONS further options of the server's virtual machine, in one word
        --only WORDS   only those attacks of slow that have these words in their names
        --curve FILE   where ramp writes its picture; target/overload.svg unless given""";

  final List<String> loads = new ArrayList<>();
  int port;
  double seconds = 60;
  double checks = 2000;
  double guesses = 1000;
  String javaOptions = "";
  String only = "";
  String curve = "target/overload.svg";

  /** Reads the command line; says what is wrong in one line. */
  static Options of(String[] args) {
    Options options = new Options();
    for (int i = 0; i < args.length; i++) {
      if (!args[i].startsWith("--")) {
        options.loads.add(args[i]);
        continue;
      }
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
      options.take(args[i], args[++i]);
    }
    return options;
  }

  private void take(String name, String value) {
    try {
      switch (name) {
        case "--port" -> port = Integer.parseInt(value);
        case "--seconds" -> seconds = Double.parseDouble(value);
        case "--checks" -> checks = Double.parseDouble(value);
        case "--guesses" -> guesses = Double.parseDouble(value);
        case "--java" -> javaOptions = value;
        case "--only" -> only = value;
        case "--curve" -> curve = value;
        default -> throw new IllegalArgumentException("there is no option " + name);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " needs a number, not " + value, e);
    }
  }
}
