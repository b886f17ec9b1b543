package overload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Offers ten times as many sign-ins as can be served, beside session checks, and holds the promises against it. */
final class Flood {
  private static final int PEOPLE = 200;
  private static final int TIMES = 10;
  private static final int CALLERS = 8;
  private static final double IDLE_SECONDS = 10;
  private static final double RECOVERY_SECONDS = 10;

  /** A small heap, in MiB. */
  private static final double SMALL_HEAP = 512;

  /** What one hash holds by default, in MiB. */
  private static final double HASH = 19;

  /** What the virtual machine holds beside its heap: code, classes, threads, buffers of sockets; in MiB. */
  private static final double BESIDE = 200;

  /** The most that a refusal may take. */
  private static final double REFUSAL_MILLIS = 50;

  /** Budgets so large that only the queue of hashes sheds; the proxy is trusted so that there are many addresses. */
  static final String ROOMY =
      """
      http: {trusted_proxies: [127.0.0.1]}
      budgets: {failures_per_name: 1000000, sign_ins_per_address: 100000000, sign_ups_per_address: 100000000}
      """;

  /** The budgets as they are by default. */
  static final String DEFAULT =
      """
      http: {trusted_proxies: [127.0.0.1]}
      """;

  private final Options options;
  private final Report report;

  Flood(Options options, Report report) {
    this.options = options;
    this.report = report;
  }

  /** The flood that the queue of hashes sheds, with the heap as it comes. */
  void run() throws Exception {
    flood("Sign-ins at ten times capacity", options.seconds, "", Double.MAX_VALUE);
  }

  /** The same with a heap of half a gibibyte. */
  void runSmall() throws Exception {
    flood("The same with a heap of 512 MiB", options.seconds / 2, "-Xmx512m", smallBudget());
  }

  /** Guesses at many names from a few addresses, with the budgets as they are by default. */
  void runGuesses() throws Exception {
    try (Server server = start(options, DEFAULT, "")) {
      People people = People.signUp(server.port, PEOPLE);
      warmUp(server, people);
      double rate = options.checks;
      Tally idle = checks(server, people, rate, IDLE_SECONDS);
      Stream checks = Stream.open("session checks", people.checks(), 200, rate);
      Stream guesses = Stream.open("guesses", people.guesses(20), 401, options.guesses);
      double[] before = server.processorSeconds();
      Histogram lag = Load.run(server.port, options.seconds / 2, checks, guesses);
      double[] after = server.processorSeconds();
      report.title("Guesses from 20 addresses, with the default budgets");
      report.line(
          "%.0f guesses a second at names with and without accounts, %.0f session checks a second, %.0f s",
          options.guesses, rate, options.seconds / 2);
      report.table("what", "measured", "promise");
      rows(idle, checks.tally, checks.tally.good, lag);
      refusals(guesses.tally);
      report.row("guesses that were hashed", "%.1f/s".formatted(guesses.tally.good.total() / (options.seconds / 2)), "");
      processor(before, after, options.seconds / 2);
    }
  }

  private void flood(String title, double seconds, String heap, double budget) throws Exception {
    try (Server server = start(options, ROOMY, heap)) {
      People people = People.signUp(server.port, PEOPLE);
      warmUp(server, people);
      double rate = options.checks;
      Tally idle = checks(server, people, rate, IDLE_SECONDS);
      double alone = capacity(server, people, 0);
      double capacity = capacity(server, people, rate);
      double base = server.residentMegabytes();
      server.takeLargestMegabytes();

      Stream checks = Stream.open("session checks", people.checks(), 200, rate);
      Stream signIns =
          Stream.open("sign-ins", people.signIns(), 200, TIMES * capacity).within(0, seconds);
      double[] before = server.processorSeconds();
      Histogram lag = Load.run(server.port, seconds + RECOVERY_SECONDS, checks, signIns);
      double[] after = server.processorSeconds();
      double largest = server.takeLargestMegabytes();

      report.title(title);
      report.line(
          "%.0f sign-ins a second offered for %.0f s, %.0f session checks a second; capacity %.1f sign-ins a second alone, %.1f beside the checks",
          TIMES * capacity, seconds, rate, alone, capacity);
      report.table("what", "measured", "promise");
      rows(idle, checks.tally, checks.tally.between(0, seconds), lag);
      double goodput = signIns.tally.good.total() / seconds;
      report.judged(
          "sign-ins that came in, against capacity beside the checks",
          "%.1f/s, %.0f %%".formatted(goodput, 100 * goodput / capacity),
          "90 %",
          goodput >= 0.9 * capacity);
      report.row("p50 and p99 of those", millis(signIns.tally.good.millis(0.5)) + ", " + millis(signIns.tally.good.millis(0.99)), "");
      refusals(signIns.tally);
      report.row("sign-ins without an answer or with another", signIns.tally.lost + " and " + signIns.tally.wrong + " " + signIns.tally.firstFault, "0");
      String memory = "%.0f MB, %.0f MB".formatted(base, largest);
      if (budget == Double.MAX_VALUE) {
        report.row("resident memory before, and at most", memory, "");
      } else {
        report.judged("resident memory before, and at most", memory, "%.0f MB".formatted(budget), largest <= budget);
      }
      recovery(idle, checks.tally, seconds);
      processor(before, after, seconds + RECOVERY_SECONDS);
    }
  }

  private void rows(Tally idle, Tally tally, Histogram during, Histogram lag) {
    report.judged(
        "session checks that succeeded",
        "%.3f %% of %d".formatted(100 * tally.success(), tally.sent.get()) + fault(tally),
        "99.9 %",
        tally.success() >= 0.999);
    double before = idle.good.millis(0.99);
    report.judged(
        "p99 of session checks, before and during",
        millis(before) + ", " + millis(during.millis(0.99)),
        "twice",
        during.millis(0.99) <= 2 * before);
    report.row(
        "p50, p99.9 and slowest, during",
        millis(during.millis(0.5)) + ", " + millis(during.millis(0.999)) + ", " + millis(during.maxMillis()),
        "");
    report.row("p50 and p99 of how late the generator sent", millis(lag.millis(0.5)) + ", " + millis(lag.millis(0.99)), "");
  }

  private void refusals(Tally tally) {
    Histogram refused = tally.refused;
    report.judged(
        "p99 of refusals",
        millis(refused.millis(0.99)) + " (p50 " + millis(refused.millis(0.5)) + ", slowest " + millis(refused.maxMillis()) + ", " + refused.total() + " of them)",
        "50 ms",
        refused.millis(0.99) <= REFUSAL_MILLIS);
    report.judged(
        "refusals without Retry-After", Long.toString(tally.withoutRetryAfter), "0", tally.withoutRetryAfter == 0);
  }

  private void recovery(Tally idle, Tally checks, double seconds) {
    double wanted = 1.2 * idle.good.millis(0.99);
    double at = -1;
    for (double from = seconds; from < seconds + RECOVERY_SECONDS - 0.9; from += 0.5) {
      if (checks.between(from, from + 1).millis(0.99) <= wanted) {
        at = from - seconds;
        break;
      }
    }
    report.judged(
        "p99 of checks within 1.2 of idle again",
        at < 0 ? "not within %.0f s".formatted(RECOVERY_SECONDS) : "after %.1f s".formatted(at),
        "5 s",
        at >= 0 && at <= 5);
  }

  private void processor(double[] before, double[] after, double seconds) {
    report.row(
        "processors that the server used: hashing, all else",
        "%.2f, %.2f".formatted((after[0] - before[0]) / seconds, (after[1] - before[1]) / seconds),
        "");
  }

  /** Finds how many sign-ins a second come in when nobody sends the next before the last is answered. */
  static double capacity(Server server, People people, double rate) throws Exception {
    double seconds = 8;
    Stream signIns = Stream.closed("sign-ins", people.signIns(), 200, CALLERS);
    Stream checks = Stream.open("session checks", people.checks(), 200, Math.max(rate, 0.001));
    Load.run(server.port, seconds, signIns, checks);
    return signIns.tally.good.total() / seconds;
  }

  static Tally checks(Server server, People people, double rate, double seconds)
      throws Exception {
    Stream checks = Stream.open("session checks", people.checks(), 200, rate);
    Load.run(server.port, seconds, checks);
    return checks.tally;
  }

  /** Has the just-in-time compilers of both sides do most of their work. */
  static void warmUp(Server server, People people) throws Exception {
    Load.run(server.port, 5, Stream.closed("session checks", people.checks(), 200, 16));
    Load.run(server.port, 3, Stream.closed("sign-ins", people.signIns(), 200, 8));
  }

  static Server start(Options options, String settings, String javaOptions) throws IOException {
    Path directory = Files.createTempDirectory("latchkey-overload");
    String all = (options.javaOptions + " " + javaOptions).strip();
    return Server.start(options.port, directory.resolve("data"), settings, all);
  }

  /** The heap, a hash for each core, and what the virtual machine holds beside them. */
  static double smallBudget() {
    return SMALL_HEAP + Runtime.getRuntime().availableProcessors() * HASH + BESIDE;
  }

  static String fault(Tally tally) {
    return tally.firstFault.isEmpty() ? "" : ", first failure: " + tally.firstFault;
  }

  static String millis(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
  }
}
