package nodes;

import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was asked for.
 *
 * @param count how many, or 0 for the trial's own default
 * @param seed what chance starts from
 * @param port the first of sixty ports
 * @param more what only some trials know
 */
record Options(int count, long seed, int port, Map<String, String> more) {
  static Options read(String[] args) {
    int count = 0;
    long seed = new SecureRandom().nextInt(1 << 30);
    int port = 21_000;
    Map<String, String> more = new TreeMap<>();
    for (int i = 1; i < args.length; i++) {
      if (!args[i].startsWith("--")) {
        count = Integer.parseInt(args[i]);
        continue;
      }
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
      String value = args[++i];
      switch (args[i - 1]) {
        case "--seed" -> seed = Long.parseLong(value);
        case "--port" -> port = Integer.parseInt(value);
        case "--fault", "--drain", "--jar" -> more.put(args[i - 1].substring(2), value);
        default -> throw new IllegalArgumentException("there is no option " + args[i - 1]);
      }
    }
    return new Options(count, seed, port, more);
  }

  int count(int standard) {
    return count == 0 ? standard : count;
  }

  /** Names the program to run. */
  String jar() {
    return more.getOrDefault("jar", "target/latchkey.jar");
  }

  String fault(String standard) {
    return more.getOrDefault("fault", standard);
  }
}
