package overload;

import java.util.List;
import java.util.Locale;

/** Overloads the packaged server in several ways and holds what it promises against what it does. */
public final class Overload {
  private static final List<String> ALL = List.of("flood", "small", "guesses", "ramp", "slow", "hangup", "herd");

  private Overload() {}

  /** Runs the loads that were asked for, or all of them; ends with 1 if a promise was broken. */
  public static void main(String[] args) throws Exception {
    Options options;
    try {
      options = Options.of(args);
      for (String load : options.loads) {
        if (!ALL.contains(load) && !load.equals("all")) {
          throw new IllegalArgumentException("there is no load " + load);
        }
      }
    } catch (IllegalArgumentException e) {
      System.err.println("overload: " + e.getMessage());
      System.err.println(Options.USAGE);
      System.exit(2);
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "machine: %d cores, %s %s, Java %s%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.version());
    Report report = new Report();
    boolean isAll = options.loads.isEmpty() || options.loads.contains("all");
    for (String load : isAll ? ALL : options.loads) {
      run(load, options, report);
    }
    System.exit(report.isKept() ? 0 : 1);
  }

  private static void run(String load, Options options, Report report) throws Exception {
    switch (load) {
      case "flood" -> new Flood(options, report).run();
      case "small" -> new Flood(options, report).runSmall();
      case "guesses" -> new Flood(options, report).runGuesses();
      case "ramp" -> new Ramp(options, report).run();
      case "slow" -> new Slow(options, report).run();
      case "hangup" -> new HangUp(options, report).run();
      case "herd" -> new Herd(options, report).run();
      default -> throw new IllegalArgumentException(load);
    }
  }
}
