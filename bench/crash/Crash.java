import dev.latchkey.adapter.sql.Database;
import dev.latchkey.core.session.Changes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Kills a real server with SIGKILL at random moments under load, and checks after each start that
 * everything it had acknowledged holds.
 *
 * <p>Usage: {@code bench/crash.sh [--kills N] [--seed S] [--port P] [--database JDBC-URL]
 * [--control cut-log]}. The control cuts the store's log after each kill, as a disk does whose writes
 * nobody waited for, and the check must then fail.
 */
final class Crash {
  private static final int WRITERS = 8;
  private static final int SHORTEST_MILLIS = 30;
  private static final int LONGEST_MILLIS = 900;
  private static final int SAMPLE = 40;

  private final int kills;
  private final long seed;
  private final int port;
  private final String database;
  private final Path directory;
  private final boolean isControl;
  private final Random random;

  private Crash(int kills, long seed, int port, String database, boolean isControl, Path directory) {
    this.kills = kills;
    this.seed = seed;
    this.port = port;
    this.database = database;
    this.isControl = isControl;
    this.directory = directory;
    this.random = new Random(seed);
  }

  public static void main(String[] args) throws Exception {
    int kills = 50;
    long seed = new SecureRandom().nextInt(1 << 30);
    int port = 8098;
    String database = null;
    boolean isControl = false;
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--kills" -> kills = Integer.parseInt(args[i + 1]);
        case "--seed" -> seed = Long.parseLong(args[i + 1]);
        case "--port" -> port = Integer.parseInt(args[i + 1]);
        case "--database" -> database = args[i + 1];
        case "--control" -> isControl = args[i + 1].equals("cut-log");
        default -> throw new IllegalArgumentException("there is no option " + args[i]);
      }
    }
    Path directory = Files.createTempDirectory("latchkey-crash");
    System.exit(new Crash(kills, seed, port, database, isControl, directory).run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    String run = Long.toString(System.currentTimeMillis() % 1_000_000, 36);
    Calls calls = new Calls(port);
    Judge judge = new Judge(calls);
    List<Writer> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new Writer(i, run, new Random(seed + i), calls));
    }
    Instant begin = Instant.now();
    for (int kill = 1; kill <= kills; kill++) {
      List<Integer> before = writers.stream().map(writer -> writer.accounts.size()).toList();
      strike(calls, writers);
      Process again = start(calls);
      judge(judge, writers, before);
      again.destroyForcibly().waitFor();
      if (kill % 10 == 0 || kill == kills) {
        System.out.printf(
            "%5d kills, %d acknowledged writes, %d facts checked, %d lost%n",
            kill, acknowledged(writers), judge.facts, judge.lost.size());
      }
      if (!judge.lost.isEmpty()) {
        break;
      }
    }
    Process last = start(calls);
    judgeAll(judge, writers);
    last.destroy();
    last.waitFor();
    List<String> damage = database == null ? damage() : List.of();
    report(judge, writers, damage, Duration.between(begin, Instant.now()));
    return judge.lost.isEmpty() && damage.isEmpty();
  }

  /** Lets the writers write, and kills the server in the middle of it. */
  private void strike(Calls calls, List<Writer> writers) throws Exception {
    Process server = start(calls);
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      writers.forEach(threads::submit);
      TimeUnit.MILLISECONDS.sleep(SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS));
      server.destroyForcibly().waitFor();
    }
    if (isControl) {
      cutLog();
    }
    for (Writer writer : writers) {
      if (writer.wrong != null) {
        throw writer.wrong;
      }
    }
  }

  /** Takes the second half of the log away. */
  private void cutLog() throws IOException {
    try (FileChannel log =
        FileChannel.open(directory.resolve("data/latchkey.db-wal"), StandardOpenOption.WRITE)) {
      log.truncate(log.size() / 2);
    }
  }

  /** Checks what this round touched last, and a sample of all that is older. */
  private void judge(Judge judge, List<Writer> writers, List<Integer> before) throws Exception {
    for (int i = 0; i < writers.size(); i++) {
      List<Ledger> accounts = writers.get(i).accounts;
      for (Ledger account : accounts) {
        boolean isOpen =
            account.exists == Ledger.Fact.OPEN
                || account.wanted != null
                || account.sessions.stream().anyMatch(one -> one.isLive == Ledger.Fact.OPEN);
        if (isOpen) {
          judge.check(account);
        }
      }
      for (int n = Math.max(before.get(i), accounts.size() - SAMPLE / WRITERS); n < accounts.size(); n++) {
        judge.check(accounts.get(n));
      }
      for (int n = 0; n < SAMPLE / WRITERS && !accounts.isEmpty(); n++) {
        judge.check(accounts.get(random.nextInt(accounts.size())));
      }
    }
  }

  private static void judgeAll(Judge judge, List<Writer> writers) throws Exception {
    for (Writer writer : writers) {
      for (Ledger account : writer.accounts) {
        judge.check(account);
      }
    }
  }

  private Process start(Calls calls) throws IOException, InterruptedException {
    Path settings = directory.resolve("latchkey.yaml");
    if (Files.notExists(settings)) {
      Files.writeString(
          settings,
          """
          hashing: {memory_kib: 64, passes: 1, longest_queue: 4096}
          budgets: {failures_per_name: 1000000, sign_ins_per_address: 100000000, sign_ups_per_address: 100000000}
          """
              + (database == null ? "" : "database: {url: \"" + database + "\"}\n"));
    }
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-jar",
            Path.of("target/latchkey.jar").toAbsolutePath().toString(),
            "serve",
            "--config",
            settings.toString(),
            "--data",
            directory.resolve("data").toString(),
            "--port",
            Integer.toString(port));
    Process server =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("server.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
    for (int i = 0; i < 600; i++) {
      if (!server.isAlive()) {
        throw new IllegalStateException(
            "the server does not start: " + Files.readString(directory.resolve("server.log")));
      }
      if (calls.isReady()) {
        return server;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IllegalStateException("the server does not get ready");
  }

  /** Reads the whole file and looks for damage, and for accounts without a name or a password. */
  private List<String> damage() throws Exception {
    Path file = directory.resolve("data/latchkey.db");
    List<String> damage = new ArrayList<>();
    try (Database store =
        Database.open(file, new Changes(), Instant::now, size -> new SecureRandom().generateSeed(size))) {
      damage.addAll(store.integrityCheck());
    }
    Map<String, String> halves =
        Map.of(
            "an account without a name",
            "SELECT count(*) FROM accounts a WHERE NOT EXISTS (SELECT 1 FROM identifiers i WHERE i.account_id = a.id)",
            "an account without a password",
            "SELECT count(*) FROM accounts a WHERE NOT EXISTS (SELECT 1 FROM passwords p WHERE p.account_id = a.id)",
            "a live session without a token",
            "SELECT count(*) FROM sessions s WHERE s.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM tokens t WHERE t.session_id = s.id)",
            "an ended session that the feed does not tell of",
            "SELECT count(*) FROM sessions s WHERE s.ended_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM session_endings e WHERE e.session_id = s.id)");
    try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      for (Map.Entry<String, String> half : halves.entrySet()) {
        try (var results = statement.executeQuery(half.getValue())) {
          if (results.next() && results.getLong(1) > 0) {
            damage.add(results.getLong(1) + " times " + half.getKey());
          }
        }
      }
    }
    return damage;
  }

  private static long acknowledged(List<Writer> writers) {
    return writers.stream().mapToLong(writer -> writer.acknowledged.get()).sum();
  }

  private void report(Judge judge, List<Writer> writers, List<String> damage, Duration took) {
    judge.lost.stream().limit(20).forEach(line -> System.out.println("LOST  " + line));
    damage.forEach(line -> System.out.println("DAMAGE  " + line));
    System.out.printf(
        "%nstore %s, seed %d, %d s%nkills              %d%nacknowledged       %d%nfacts checked      %d%nlost               %d%n",
        database == null ? "SQLite" : "PostgreSQL",
        seed,
        took.toSeconds(),
        kills,
        acknowledged(writers),
        judge.facts,
        judge.lost.size());
  }
}
