package overload;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Lets everybody come back at once: to a server that has just started, and to one that was killed under them. */
final class Herd {
  private static final int PEOPLE = 2000;
  private static final int CALLERS = 5000;
  private static final double RATE = 2000;
  private static final double RETURN_SECONDS = 30;

  // What is measured is not hashing: sign-ups are cheap.
  private static final String SETTINGS = Flood.ROOMY + "hashing: {memory_kib: 64, passes: 1}\n";

  private final Options options;
  private final Report report;

  Herd(Options options, Report report) {
    this.options = options;
    this.report = report;
  }

  void run() throws Exception {
    Path data = Files.createTempDirectory("latchkey-overload").resolve("data");
    People people;
    try (Server server = start(data, options.port)) {
      people = People.signUp(server.port, PEOPLE);
    }
    report.title("Everybody at once");
    report.table("what", "measured", "promise");
    sameSession(data, people);
    restart(data, people);
  }

  /** A server without anything in its caches, and as many callers as there are connections, with one session. */
  private void sameSession(Path data, People people) throws Exception {
    try (Server server = start(data, options.port)) {
      byte[][] same = {people.check(0)};
      Stream checks = Stream.closed("session checks", same, 200, CALLERS);
      Load.run(server.port, 3, checks);
      report.judged(
          "cold start, " + CALLERS + " callers with the same session, again and again for 3 s",
          String.format(
              Locale.ROOT,
              "%d answered, %d otherwise or not; p50 %s, slowest %s",
              checks.tally.good.total(),
              checks.tally.sent.get() - checks.tally.good.total(),
              Flood.millis(checks.tally.good.millis(0.5)),
              Flood.millis(checks.tally.good.maxMillis())),
          "99.9 %",
          checks.tally.success() >= 0.999);
      long reads = server.reads();
      report.judged(
          "reads of that session from the store in those 3 s",
          Long.toString(reads),
          "2 at the start and 2 for each second after",
          reads >= 0 && reads <= 10);
    }
  }

  /** The server is killed under load and started again; its clients come back with all their sessions. */
  private void restart(Path data, People people) throws Exception {
    Server server = start(data, options.port);
    int port = server.port;
    double killAt = 5;
    double seconds = killAt + RETURN_SECONDS + 10;
    Stream checks = Stream.open("session checks", people.checks(), 200, RATE);
    AtomicReference<Server> again = new AtomicReference<>();
    AtomicReference<Double> startedAt = new AtomicReference<>(-1.0);
    AtomicReference<Long> killedAt = new AtomicReference<>(0L);
    Thread killer =
        Thread.ofPlatform()
            .daemon(true)
            .start(
                () -> {
                  try {
                    TimeUnit.MILLISECONDS.sleep((long) (killAt * 1000));
                    server.kill();
                    killedAt.set(System.nanoTime());
                    again.set(start(data, port));
                    startedAt.set((System.nanoTime() - killedAt.get()) / 1e9);
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
    Load.run(port, seconds, checks);
    killer.join();
    int first = -1;
    int last = -1;
    int windows = (int) (seconds * 1e9 / Tally.WINDOW_NANOS);
    for (int i = 0; i < windows; i++) {
      if (checks.tally.success(i) < 0.99) {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    double back = (last - first + 1) * Tally.WINDOW_NANOS / 1e9;
    report.judged(
        String.format(
            Locale.ROOT,
            "killed under %.0f session checks a second of %d sessions; the next one listened %.1f s after the kill; so long fewer than 99 %% succeeded",
            RATE, PEOPLE, startedAt.get()),
        String.format(Locale.ROOT, "%.1f s", back) + Flood.fault(checks.tally),
        "30 s",
        first >= 0 && last < windows - 1 && back <= RETURN_SECONDS);
    if (again.get() != null) {
      again.get().close();
    }
  }

  private Server start(Path data, int port) throws Exception {
    return Server.start(port, data, SETTINGS, options.javaOptions);
  }
}
