package overload;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Offers sign-ins from a quarter of what can be served to ten times that, and shows how many come in. */
final class Ramp {
  private static final double[] STEPS = {0.25, 0.5, 0.75, 0.9, 1, 1.25, 1.5, 2, 3, 5, 7.5, 10};
  private static final int PEOPLE = 200;

  private final Options options;
  private final Report report;

  Ramp(Options options, Report report) {
    this.options = options;
    this.report = report;
  }

  void run() throws Exception {
    double seconds = Math.max(3, options.seconds / 7.5);
    try (Server server = Flood.start(options, Flood.ROOMY, "")) {
      People people = People.signUp(server.port, PEOPLE);
      Flood.warmUp(server, people);
      double capacity = Flood.capacity(server, people, options.checks);
      report.title("Goodput over offered rate");
      report.line(
          "Capacity beside %.0f session checks a second: %.1f sign-ins a second; each step %.0f s",
          options.checks, capacity, seconds);
      report.table(
          "offered, of capacity", "offered", "came in", "p50", "p99", "refused", "p99 of refusals", "p99 of session checks");
      List<double[]> points = new ArrayList<>();
      for (double step : STEPS) {
        points.add(step(server, people, step, capacity, seconds));
      }
      double most = points.stream().mapToDouble(point -> point[1]).max().orElse(0);
      double beyond =
          points.stream().filter(point -> point[0] > most).mapToDouble(point -> point[1]).min().orElse(0);
      System.out.println();
      report.table("what", "measured", "promise");
      report.judged(
          "least goodput where more was offered than ever came in, against the most",
          "%.1f/s, %.0f %%".formatted(beyond, 100 * beyond / most),
          "90 %",
          beyond >= 0.9 * most);
      Path file = Path.of(options.curve);
      Files.writeString(file, new Curve("sign-ins a second", "offered", "came in", points, capacity).svg());
      System.out.println("\nThe curve is in " + file);
    }
  }

  private double[] step(Server server, People people, double step, double capacity, double seconds)
      throws Exception {
    double offered = step * capacity;
    Stream checks = Stream.open("session checks", people.checks(), 200, options.checks);
    Stream signIns = Stream.open("sign-ins", people.signIns(), 200, offered);
    Load.run(server.port, seconds, checks, signIns);
    Tally tally = signIns.tally;
    double good = tally.good.total() / seconds;
    report.row(
        String.format(Locale.ROOT, "%.2f", step),
        String.format(Locale.ROOT, "%.0f/s", offered),
        String.format(Locale.ROOT, "%.1f/s", good),
        Flood.millis(tally.good.millis(0.5)),
        Flood.millis(tally.good.millis(0.99)),
        String.format(Locale.ROOT, "%.1f/s", tally.refused.total() / seconds),
        tally.refused.total() == 0 ? "" : Flood.millis(tally.refused.millis(0.99)),
        Flood.millis(checks.tally.good.millis(0.99)));
    return new double[] {offered, good};
  }
}
