package growth;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The command: fills stores of several sizes, measures what a session check and the look-up of a sign-in cost in each,
 * and draws the curve.
 */
public final class Growth {
  private static final String USAGE =
      """
      Usage: bench/growth.sh [prepare DIR | measure DIR | sizes DIR] [--accounts N,N,...] [--store sqlite|postgresql]
                             [--port P] [--rounds N] [--draw FILE.svg]
      Without a directory it prepares and measures under target/growth, and removes that afterwards.
      """;

  private List<Integer> sizes = List.of(10_000, 100_000, 1_000_000, 10_000_000);
  private String only = "";
  private int port = 25_432;
  private int rounds = 3;
  private Path drawing = Path.of("docs/reference/images/growth.svg");

  private Growth() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    Growth growth = new Growth();
    boolean isSplit = args.length > 1 && List.of("prepare", "measure", "sizes").contains(args[0]);
    if (!growth.read(args, isSplit ? 2 : 0)) {
      System.err.print(USAGE);
      System.exit(2);
    }
    Path directory = Path.of(isSplit ? args[1] : "target/growth").toAbsolutePath();
    Stores stores = new Stores(directory, growth.port);
    if (!isSplit || args[0].equals("prepare")) {
      growth.prepare(stores);
    }
    if (!isSplit || args[0].equals("measure")) {
      growth.measure(stores);
    }
    if (isSplit && args[0].equals("sizes")) {
      growth.each(stores, store -> say("%s", growth.sizes(store)));
    }
    if (!isSplit) {
      Stores.remove(directory);
    }
  }

  private boolean read(String[] args, int from) {
    for (int i = from; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        return false;
      }
      switch (args[i]) {
        case "--accounts" -> sizes = Stream.of(args[i + 1].split(",")).map(Integer::valueOf).sorted().toList();
        case "--store" -> only = args[i + 1];
        case "--rounds" -> rounds = Integer.parseInt(args[i + 1]);
        case "--port" -> port = Integer.parseInt(args[i + 1]);
        case "--draw" -> drawing = Path.of(args[i + 1]);
        default -> {
          return false;
        }
      }
    }
    return List.of("", "sqlite", "postgresql").contains(only);
  }

  private void prepare(Stores stores) throws Exception {
    if (!only.equals("postgresql")) {
      stores.prepareSqlite(sizes);
    }
    if (!only.equals("sqlite")) {
      stores.preparePostgres(sizes);
    }
  }

  private void measure(Stores stores) throws Exception {
    List<Point> points = new ArrayList<>();
    StringBuilder rooms = new StringBuilder();
    StringBuilder cold = new StringBuilder();
    each(stores, store -> measure(store, points, rooms, cold));
    say("%n%s%n%s%n%s", Report.table(points), cold, rooms);
    Files.createDirectories(drawing.toAbsolutePath().getParent());
    Files.writeString(drawing, Curve.draw(points));
  }

  private void measure(Store store, List<Point> points, StringBuilder rooms, StringBuilder cold) throws Exception {
    try (Measure measure = new Measure(store, sizes, rounds)) {
      points.addAll(measure.run());
    }
    for (int people : List.of(sizes.getFirst(), sizes.getLast())) {
      cold.append(Report.cold(store, people));
    }
    rooms.append(sizes(store));
  }

  /** A million says as much as ten, and is counted in seconds. */
  private String sizes(Store store) throws Exception {
    return Report.rooms(store, sizes.stream().filter(one -> one <= 1_000_000).toList().getLast());
  }

  private void each(Stores stores, Work work) throws Exception {
    for (String kind : List.of("sqlite", "postgresql")) {
      for (int people : sizes) {
        if ((only.isEmpty() || only.equals(kind)) && !stores.isDone(kind, people)) {
          System.err.println("There is no " + kind + " store of " + people + " accounts: prepare it first.");
          System.exit(2);
        }
      }
    }
    if (!only.equals("postgresql")) {
      try (Store store = new SqliteStore(stores)) {
        work.with(store);
      }
    }
    if (!only.equals("sqlite")) {
      try (Store store = new PostgresStore(stores)) {
        work.with(store);
      }
    }
  }

  private interface Work {
    void with(Store store) throws Exception;
  }

  static void say(String form, Object... values) {
    System.out.println(String.format(Locale.ROOT, form, values));
  }

  static long secondsSince(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
  }
}
