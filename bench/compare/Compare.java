package compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import load.BareHashes;
import load.BareHttp;
import load.Load;
import load.Program;
import load.Result;
import postgres.Postgres;

/**
 * Measures Latchkey side by side with Keycloak: the same machine, the same cost of hashing, the same database server
 * (and Latchkey also on its embedded store), all running at once and asked in turns, beside what the bare parts
 * can do. Run it by bench/compare.sh; docs/reference/performance.md says what is alike and what is not.
 */
public final class Compare {
  /** How many connections ask at the same time. */
  static final int CONNECTIONS = 16;

  /** How many do when every answer takes a hash. */
  static final int HASHERS = 4 * Runtime.getRuntime().availableProcessors();

  private static final int IDLE_SECONDS = 10;

  private final int seconds;
  private final int rounds;
  private final int sessions;
  private final int starts;
  private final int warming;
  private final Path directory;
  private final Postgres postgres;
  private final Keycloak keycloak;
  private final Latchkey embedded;
  private final Latchkey shared;
  private final List<Side> sides;

  private Compare(Options options, Path directory) throws Exception {
    this.seconds = options.seconds;
    this.rounds = options.rounds;
    this.sessions = options.sessions;
    this.starts = options.starts;
    this.warming = options.warming;
    this.directory = directory;
    this.postgres = Postgres.start(directory, options.port, "max_connections=250");
    this.keycloak =
        new Keycloak(options.keycloak, postgres, options.port + 1, options.cache, directory);
    postgres.create("keycloak");
    this.embedded =
        new Latchkey("Latchkey, SQLite", "", options.port + 3, directory.resolve("embedded"));
    this.shared =
        new Latchkey(
            "Latchkey, PostgreSQL",
            postgres.create("latchkey"),
            options.port + 4,
            directory.resolve("shared"));
    this.sides = List.of(keycloak, embedded, shared);
  }

  /** What the command line says. */
  private static final class Options {
    private Path keycloak = Path.of("target/keycloak/keycloak-26.7.3");
    private int seconds = 8;
    private int rounds = 3;
    private int sessions = 32_000;
    private int starts = 5;
    private int warming = 25;
    private int port = 18600;
    private String cache = "ispn";

    static Options of(String[] args) {
      Options options = new Options();
      for (int i = 0; i < args.length; i += 2) {
        if (i + 1 == args.length) {
          throw new IllegalArgumentException(args[i] + " needs a value");
        }
        switch (args[i]) {
          case "--keycloak" -> options.keycloak = Path.of(args[i + 1]).toAbsolutePath();
          case "--seconds" -> options.seconds = Integer.parseInt(args[i + 1]);
          case "--rounds" -> options.rounds = Integer.parseInt(args[i + 1]);
          case "--starts" -> options.starts = Integer.parseInt(args[i + 1]);
          case "--warming" -> options.warming = Integer.parseInt(args[i + 1]);
          case "--sessions" -> options.sessions = Integer.parseInt(args[i + 1]);
          case "--port" -> options.port = Integer.parseInt(args[i + 1]);
          case "--cache" -> options.cache = args[i + 1];
          default -> throw new IllegalArgumentException("there is no option " + args[i]);
        }
      }
      return options;
    }
  }

  /** Runs everything, or says in one line why it cannot. */
  public static void main(String[] args) throws Exception {
    Options options;
    try {
      options = Options.of(args);
    } catch (IllegalArgumentException e) {
      System.err.println("compare: " + e.getMessage() + "; bench/compare.sh tells the options");
      System.exit(2);
      return;
    }
    Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "compare-");
    try {
      new Compare(options, directory).run();
    } catch (IOException e) {
      System.err.println("compare: " + e.getMessage() + "; its files are left in " + directory);
      System.exit(1);
    }
    delete(directory);
    System.exit(0);
  }

  private void run() throws Exception {
    long begin = System.nanoTime();
    say("building Keycloak %s", keycloak.version());
    keycloak.build();
    keycloak.start();
    keycloak.found(Cost.OF_KEYCLOAK);
    keycloak.running().close();
    for (Latchkey latchkey : List.of(embedded, shared)) {
      say("opening sessions: %s", latchkey.name());
      latchkey.open(Cost.OF_KEYCLOAK, sessions, sessions / 2);
    }
    List<List<Double>> millis = starts();
    for (Side side : sides) {
      side.start();
    }
    TimeUnit.SECONDS.sleep(IDLE_SECONDS);
    List<List<Double>> idle = memory();
    for (Side side : sides) {
      side.prepare();
    }
    try (Program bareHttp = BareHttp.start(embedded.checkedBytes())) {
      List<Workload> workloads = workloads(BareHttp.load(bareHttp.port(), CONNECTIONS));
      measure(workloads);
      List<List<Double>> loaded = memory();
      report(workloads, millis, idle, loaded, (System.nanoTime() - begin) / 1_000_000_000 / 60);
    }
    for (Side side : sides) {
      side.running().close();
    }
    postgres.close();
  }

  private List<List<Double>> starts() throws IOException, InterruptedException {
    List<List<Double>> millis = new ArrayList<>();
    sides.forEach(side -> millis.add(new ArrayList<>()));
    for (int i = 0; i < starts; i++) {
      for (int side = 0; side < sides.size(); side++) {
        sides.get(side).start();
        try (Running running = sides.get(side).running()) {
          millis.get(side).add(running.startMillis());
          say("start, %s: %,.0f ms", sides.get(side).name(), running.startMillis());
        }
      }
    }
    return millis;
  }

  private List<List<Double>> memory() throws IOException {
    List<List<Double>> memory = new ArrayList<>();
    for (Side side : sides) {
      memory.add(List.of((double) side.running().residentMegabytes()));
      say("memory, %s: %,.0f MiB", side.name(), memory.getLast().getFirst());
    }
    return memory;
  }

  private List<Workload> workloads(Load bareHttp) throws Exception {
    BareHashes hashes =
        new BareHashes(Cost.OF_KEYCLOAK.memoryKib(), Cost.OF_KEYCLOAK.passes());
    BareCommits commits = new BareCommits(directory);
    Workload signIns = new Workload("sign-in");
    Workload checks = new Workload("session check, the same 16 sessions");
    Workload wide = new Workload("session check, %,d sessions in turn".formatted(sessions));
    Workload refreshes = new Workload("refresh");
    for (Side side : sides) {
      signIns.with(side.name(), side.signIns()::run);
      checks.with(side.name(), side.checks()::run);
      refreshes.with(side.name(), side.refreshes()::run);
    }
    // Keycloak holds all sessions in memory, so it has no reason to be slower with many.
    wide.with(keycloak.name(), keycloak.checks()::run);
    wide.with(embedded.name(), embedded.wideChecks()::run);
    wide.with(shared.name(), shared.wideChecks()::run);
    signIns.with(Tables.BARE, span -> new Result(hashes.run(span), Double.NaN, Double.NaN));
    checks.with(Tables.BARE, bareHttp::run);
    wide.with(Tables.BARE, bareHttp::run);
    refreshes.with(Tables.BARE, commits::run);
    return List.of(signIns, checks, wide, refreshes);
  }

  private void measure(List<Workload> workloads) throws IOException, InterruptedException {
    for (Workload workload : workloads) {
      workload.warm(keycloak.name(), warming);
      workload.warm(embedded.name(), warming * 2 / 5);
      workload.warm(shared.name(), warming * 2 / 5);
      workload.warm(Tables.BARE, Math.max(1, warming / 8));
    }
    for (int round = 0; round < rounds; round++) {
      for (Workload workload : workloads) {
        workload.round(round, seconds);
      }
    }
  }

  private void report(
      List<Workload> workloads,
      List<List<Double>> starts,
      List<List<Double>> idle,
      List<List<Double>> loaded,
      long minutes) {
    System.out.printf(
        Locale.ROOT,
        "On %s: %d cores, %s %s, Java %s for all; Keycloak %s, PostgreSQL 18; %d rounds of %d seconds;"
            + " the run took %d minutes.%n%n",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.version(),
        keycloak.version(),
        rounds,
        seconds,
        minutes);
    Tables tables = new Tables(sides.stream().map(Side::name).toList());
    tables.rates(workloads);
    System.out.println();
    tables.latencies(workloads);
    System.out.println();
    tables.less(
        "start and memory",
        List.of(
            "start to the first `/health/ready` that says yes, ms",
            "resident memory, idle, MiB",
            "resident memory after the load, MiB"),
        List.of(starts, idle, loaded));
  }

  /** Gives the address of the account that a connection signs in as. */
  static String email(int number) {
    return "bench" + number + "@mail.example";
  }

  /** Tells how far it is. */
  static void say(String format, Object... values) {
    System.err.println(String.format(Locale.ROOT, format, values).replace(", p50 NaN ms, p99 NaN ms", ""));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
