package growth;

import dev.latchkey.adapter.sql.Database;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures one kind of store in all its sizes. The sizes take turns within each round, so that whatever else the
 * machine does meets all of them alike.
 */
final class Measure implements AutoCloseable {
  private static final int LOOKUPS = 15_000;
  private static final int CHECKS_PER_SECOND = 2_000;
  private static final int SIGN_INS_PER_SECOND = 100;
  private static final int SECONDS = 5;
  private static final int FEW = 4;

  /** As many as a server has connections to PostgreSQL. */
  private static final int MANY = 16;

  /** Steps through all people of a store in an order that has nothing to do with theirs. */
  private static final long STRIDE = 15_485_863;

  private final Store store;
  private final List<Integer> sizes;
  private final int rounds;
  private final Map<Integer, Served> servers = new HashMap<>();
  private final Map<Integer, Integer> asked = new HashMap<>();

  Measure(Store store, List<Integer> sizes, int rounds) {
    this.store = store;
    this.sizes = sizes;
    this.rounds = rounds;
  }

  /** Measures everything. */
  List<Point> run() throws Exception {
    for (int people : sizes) {
      store.warm(people);
    }
    Map<Integer, List<Times>> checks = new HashMap<>();
    Map<Integer, List<Times>> names = new HashMap<>();
    inside(checks, names);
    Map<Integer, Point.Cost> served = new HashMap<>();
    Map<Integer, Point.Cost> signedIn = new HashMap<>();
    outside(served, signedIn);
    return sizes.stream()
        .map(
            people ->
                new Point(
                    store.name(),
                    people,
                    Times.middle(checks.get(people)),
                    Times.middle(names.get(people)),
                    served.get(people),
                    signedIn.get(people)))
        .toList();
  }

  private void inside(Map<Integer, List<Times>> checks, Map<Integer, List<Times>> names) throws Exception {
    List<Database> open = new ArrayList<>();
    try {
      List<Lookups> lookups = new ArrayList<>();
      for (int people : sizes) {
        open.add(store.open(people));
        lookups.add(new Lookups(open.getLast(), people, people));
        checks.put(people, new ArrayList<>());
        names.put(people, new ArrayList<>());
      }
      // The round before the first warms up whatever can be warm.
      for (int round = 0; round <= rounds; round++) {
        for (int i = 0; i < sizes.size(); i++) {
          Times check = lookups.get(i).checks(LOOKUPS);
          Times name = lookups.get(i).names(LOOKUPS);
          if (round > 0) {
            checks.get(sizes.get(i)).add(check);
            names.get(sizes.get(i)).add(name);
            Growth.say(
                "%s %,d, round %d: check %.1f µs, p99 %.1f; look-up of a name %.1f µs, p99 %.1f",
                store.name(), sizes.get(i), round, check.median(), check.p99(), name.median(), name.p99());
          }
        }
      }
    } finally {
      open.forEach(Database::close);
    }
  }

  private void outside(Map<Integer, Point.Cost> served, Map<Integer, Point.Cost> signedIn) throws Exception {
    Map<Integer, List<Point.Cost>> checks = new HashMap<>();
    Map<Integer, List<Point.Cost>> signIns = new HashMap<>();
    for (int people : sizes) {
      servers.put(people, store.serve(people));
      asked.put(people, 0);
      checks.put(people, new ArrayList<>());
      signIns.put(people, new ArrayList<>());
    }
    for (int round = 0; round <= rounds; round++) {
      for (int people : sizes) {
        Point.Cost check = checks(people);
        Point.Cost signIn = signIns(people);
        if (round > 0) {
          checks.get(people).add(check);
          signIns.get(people).add(signIn);
          Growth.say(
              "%s %,d over HTTP, round %d: check %.0f µs, %.0f µs of processor, at most %,.0f/s; sign-in %.0f µs, %.0f µs"
                  + " of processor, %,.0f bytes written, at most %,.0f/s",
              store.name(), people, round, check.times().median(), check.processor(), check.most(),
              signIn.times().median(), signIn.processor(), signIn.written(), signIn.most());
        }
      }
    }
    for (int people : sizes) {
      served.put(people, middle(checks.get(people)));
      signedIn.put(people, middle(signIns.get(people)));
    }
  }

  private static Point.Cost middle(List<Point.Cost> rounds) {
    return new Point.Cost(
        Times.middle(rounds.stream().map(Point.Cost::times).toList()),
        Times.middleOf(rounds.stream().map(Point.Cost::processor).toList()),
        Times.middleOf(rounds.stream().map(Point.Cost::written).toList()),
        Times.middleOf(rounds.stream().map(Point.Cost::most).toList()));
  }

  private Point.Cost checks(int people) throws Exception {
    Served server = servers.get(people);
    List<byte[]> requests = Load.requests(CHECKS_PER_SECOND * SECONDS, i -> nextCheck(people));
    long missed = server.misses();
    long before = processor(server);
    Load paced = Load.run(server.port(), requests, "\"is_authenticated\":true", FEW, CHECKS_PER_SECOND);
    double processor = (processor(server) - before) / 1_000.0 / paced.done();
    if (server.misses() - missed < paced.done()) {
      throw new IOException("checks were answered from memory, which was to be avoided");
    }
    // In a small store the same tokens would come round within the second for which they are kept.
    double most =
        people < Stores.SMALL
            ? 0
            : Load.run(
                    server.port(),
                    Load.requests(people / 4, i -> nextCheck(people)).subList(0, Math.min(people / 4, 40_000)),
                    "\"is_authenticated\":true",
                    MANY,
                    0)
                .perSecond();
    return new Point.Cost(paced.times(), processor, 0, most);
  }

  /** Sessions that were seen lately, so that a check has nothing to write. */
  private byte[] nextCheck(int people) {
    int count = asked.merge(people, 1, Integer::sum);
    return Wire.check(new Person((int) (count * STRIDE % (people / 2)) * 2 + 1).token().text());
  }

  private Point.Cost signIns(int people) throws Exception {
    Served server = servers.get(people);
    List<byte[]> requests = Load.requests(SIGN_INS_PER_SECOND * SECONDS, i -> nextSignIn(people));
    long before = processor(server);
    long writtenBefore = store.written(server);
    Load paced = Load.run(server.port(), requests, "\"status\":200", FEW, SIGN_INS_PER_SECOND);
    double processor = (processor(server) - before) / 1_000.0 / paced.done();
    double written = (double) (store.written(server) - writtenBefore) / paced.done();
    List<byte[]> rush = Load.requests(4_000, i -> nextSignIn(people));
    return new Point.Cost(
        paced.times(), processor, written, Load.run(server.port(), rush, "\"status\":200", MANY, 0).perSecond());
  }

  private byte[] nextSignIn(int people) {
    int count = asked.merge(people, 1, Integer::sum);
    return Wire.signIn(new Person((int) (count * STRIDE % people)).email(), Person.PASSWORD);
  }

  private long processor(Served server) {
    return server.processorNanos() + store.processorNanos();
  }

  @Override
  public void close() throws Exception {
    for (Served one : servers.values()) {
      one.close();
    }
  }
}
