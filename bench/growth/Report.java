package growth;

import dev.latchkey.adapter.sql.Database;
import java.util.List;
import java.util.Locale;

/** The figures in Markdown. */
final class Report {
  private static final int COLD_LOOKUPS = 500;

  private Report() {}

  /** Tabulates what was measured: within the process first, then over HTTP. */
  static String table(List<Point> points) {
    StringBuilder text =
        new StringBuilder(
            """
            | store | accounts | check, median | p99 | to the smallest | look-up of a name, median | p99 | to the smallest |
            |---|---|---|---|---|---|---|---|
            """);
    for (Point one : points) {
      Point first = first(points, one.store());
      text.append(
          line(
              "| %s | %,d | %.1f µs | %.0f µs | %.2f | %.1f µs | %.0f µs | %.2f |",
              one.store(), one.people(), one.check().median(), one.check().p99(),
              one.check().median() / first.check().median(), one.name().median(), one.name().p99(),
              one.name().median() / first.name().median()));
    }
    text.append(
        """

        | store | accounts | check, processor | to the smallest | median | p99 | at most | sign-in, processor | to the smallest | median | p99 | at most | written |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|
        """);
    for (Point one : points) {
      Point first = first(points, one.store());
      text.append(
          line(
              "| %s | %,d | %s | %s | %,.0f bytes |",
              one.store(), one.people(), cost(one.served(), first.served()), cost(one.signedIn(), first.signedIn()),
              one.signedIn().written()));
    }
    return text.toString();
  }

  private static String cost(Point.Cost cost, Point.Cost first) {
    return String.format(
        Locale.ROOT,
        "%.0f µs | %.2f | %.0f µs | %.0f µs | %s",
        cost.processor(), cost.processor() / first.processor(), cost.times().median(), cost.times().p99(),
        cost.most() == 0 ? "" : String.format(Locale.ROOT, "%,.0f/s", cost.most()));
  }

  private static Point first(List<Point> points, String store) {
    return points.stream().filter(one -> one.store().equals(store)).findFirst().orElseThrow();
  }

  /** Takes a store out of the memory of the system and times the first checks that follow. */
  static String cold(Store store, int people) throws Exception {
    store.cool(people);
    try (Database database = store.open(people)) {
      Times times = new Lookups(database, people, 7).checks(COLD_LOOKUPS);
      return line(
          "%s, %,d accounts, the first %d checks with nothing of it in memory: median %,.0f µs, p99 %,.0f µs",
          store.name(), people, COLD_LOOKUPS, times.median(), times.p99());
    }
  }

  /** Tabulates what the rows of each table take. */
  static String rooms(Store store, int people) throws Exception {
    StringBuilder text =
        new StringBuilder(line("| %s, %,d accounts | bytes a row | of that indexes |", store.name(), people))
            .append("|---|---|---|\n");
    double all = 0;
    for (Store.Room room : store.rooms(people)) {
      all += room.own() + room.indexes();
      text.append(
          line("| `%s` | %.0f | %.0f |", room.table(), room.each(), (double) room.indexes() / room.rows()));
    }
    return text.append(line("| everything, for each account | %.0f | |", all / people)).append('\n').toString();
  }

  private static String line(String form, Object... values) {
    return String.format(Locale.ROOT, form, values) + "\n";
  }
}
