package crash;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import postgres.Postgres;

/**
 * Kills a real server with SIGKILL at random moments under load, and checks after each start that everything it had
 * acknowledged holds. With {@code --postgres} it starts a PostgreSQL of its own and kills that as well.
 *
 * <p>Under a control the check must fail. {@code cut-log} takes half of SQLite's log away after each kill, as a disk does
 * whose writes nobody waited for. {@code hasty-commit} switches {@code synchronous_commit} of PostgreSQL off once the
 * server runs (it does not start on such a database), and kills PostgreSQL only.
 */
final class Crash {
  private static final int MOST_WRITES = 60;
  private static final int LONGEST_MILLIS = 50;
  private static final int AFTERMATH_MILLIS = 120;
  private static final int START_MILLIS = 1_000;

  /** What is ended, and how. */
  private enum Strike {
    LATCHKEY("kill -9 of Latchkey"),
    START("kill -9 of Latchkey while it starts"),
    POSTMASTER("kill -9 of PostgreSQL, all processes"),
    IMMEDIATE("immediate stop of PostgreSQL"),
    BOTH("kill -9 of both at once");

    final String words;

    Strike(String words) {
      this.words = words;
    }
  }

  private final Given given;
  private final Path directory;
  private final Random random;
  private final Map<Strike, Integer> strikes = new EnumMap<>(Strike.class);
  private final Calls calls;
  private final Load load;
  private final Judge judge;
  private final Server server;

  /** The store of its own; null without {@code --postgres}. */
  private final Postgres postgres;

  private Crash(Given given, Path directory) throws Exception {
    this.given = given;
    this.directory = directory;
    this.random = new Random(given.seed);
    Wire wire = new Wire(given.port);
    this.calls = new Calls(wire);
    this.load = new Load(given.seed, calls);
    this.judge = new Judge(calls);
    this.postgres = given.isPostgres ? startPostgres(given, directory) : null;
    String url = postgres == null ? null : postgres.url("latchkey");
    this.server = new Server(directory, given.port, url, Map.of(), wire, calls);
  }

  public static void main(String[] args) throws Exception {
    Given given = Given.of(args);
    Path directory = Files.createTempDirectory("latchkey-crash").toRealPath();
    boolean holds = new Crash(given, directory).run();
    if (holds || !given.control.isEmpty()) {
      Trees.delete(directory);
    } else {
      System.out.println("everything lies in " + directory);
    }
    System.exit(holds ? 0 : 1);
  }

  private static Postgres startPostgres(Given given, Path directory) throws Exception {
    Postgres postgres =
        Postgres.start(directory, given.port + 1, "shared_buffers=32MB", "max_connections=60");
    postgres.create("latchkey");
    return postgres;
  }

  private boolean run() throws Exception {
    Instant begin = Instant.now();
    server.start();
    if (given.control.equals("hasty-commit")) {
      postgres.execute("postgres", "ALTER SYSTEM SET synchronous_commit = off");
      postgres.execute("postgres", "SELECT pg_reload_conf()");
    }
    int kills = 0;
    while (!given.isOver(kills, begin) && judge.lost.isEmpty()) {
      Strike strike = chosen();
      load.during(() -> fall(strike));
      rise(strike);
      judge.check(load.sample(0, 1));
      strikes.merge(strike, 1, Integer::sum);
      kills++;
      if (kills % 25 == 0) {
        System.out.printf(
            "%5d kills, %d acknowledged writes, %d facts checked, %d lost, %d s%n",
            kills,
            load.acknowledged(),
            judge.facts.sum(),
            judge.lost.size(),
            Duration.between(begin, Instant.now()).toSeconds());
      }
    }
    List<String> damage = new ArrayList<>();
    if (judge.lost.isEmpty()) {
      judge.check(load.all());
      server.kill();
      damage.addAll(
          postgres == null
              ? Audit.ofFile(server.data().resolve("latchkey.db"))
              : Audit.ofServer(postgres.url("latchkey")));
    }
    server.kill();
    if (postgres != null) {
      postgres.kill();
    }
    report(kills, damage, Duration.between(begin, Instant.now()));
    return judge.lost.isEmpty() && damage.isEmpty();
  }

  private Strike chosen() {
    int choice = random.nextInt(100);
    if (postgres == null) {
      return choice < 85 ? Strike.LATCHKEY : Strike.START;
    }
    if (given.control.equals("hasty-commit")) {
      return Strike.POSTMASTER;
    }
    return choice < 35
        ? Strike.LATCHKEY
        : choice < 40
            ? Strike.START
            : choice < 65 ? Strike.POSTMASTER : choice < 85 ? Strike.IMMEDIATE : Strike.BOTH;
  }

  private void fall(Strike strike) throws Exception {
    load.await(random.nextInt(MOST_WRITES), LONGEST_MILLIS);
    switch (strike) {
      case LATCHKEY, START -> server.kill();
      case POSTMASTER -> postgres.kill();
      case IMMEDIATE -> postgres.stopAtOnce();
      case BOTH -> {
        Thread other = Thread.ofPlatform().start(server::kill);
        postgres.kill();
        other.join();
      }
    }
    if (strike == Strike.POSTMASTER || strike == Strike.IMMEDIATE) {
      // The server goes on without its store, and then with it: writers see the outage from both ends.
      TimeUnit.MILLISECONDS.sleep(random.nextInt(AFTERMATH_MILLIS));
      postgres.start();
      TimeUnit.MILLISECONDS.sleep(random.nextInt(AFTERMATH_MILLIS));
    }
    if (given.control.equals("cut-log")) {
      cutLog();
    }
  }

  private void rise(Strike strike) throws Exception {
    switch (strike) {
      case LATCHKEY -> server.start();
      case START -> {
        server.launch();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(START_MILLIS));
        server.kill();
        server.start();
      }
      case POSTMASTER, IMMEDIATE -> server.awaitReady();
      case BOTH -> {
        postgres.start();
        server.start();
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

  private void report(int kills, List<String> damage, Duration took) {
    judge.lost.stream().limit(20).forEach(line -> System.out.println("LOST  " + line));
    damage.forEach(line -> System.out.println("DAMAGE  " + line));
    String store = postgres == null ? "SQLite" : "PostgreSQL 18";
    System.out.println();
    strikes.forEach((strike, times) -> System.out.printf("%-38s %d%n", strike.words, times));
    System.out.printf(
        "503 while the store was gone           %d%n503 after it was back                  %d%n"
            + "500                                    %d%n",
        calls.unavailable.get() - judge.askedAgain.sum(),
        judge.askedAgain.sum(),
        calls.failed.get());
    System.out.printf(
        Locale.ROOT,
        "%n| store | seed | kills | acknowledged writes | facts checked | lost | minutes |%n"
            + "|---|---|---|---|---|---|---|%n| %s%s | %d | %,d | %,d | %,d | %d | %d |%n",
        store,
        given.control.isEmpty() ? "" : " (control " + given.control + ")",
        given.seed,
        kills,
        load.acknowledged(),
        judge.facts.sum(),
        judge.lost.size() + damage.size(),
        Math.round(took.toSeconds() / 60.0));
  }

  /** What the command line asks for. */
  private record Given(
      int kills, long minutes, long seed, int port, boolean isPostgres, String control) {

    static Given of(String[] args) {
      int kills = 0;
      long minutes = 0;
      long seed = new SecureRandom().nextInt(1 << 30);
      int port = 8098;
      boolean isPostgres = false;
      String control = "";
      for (int i = 0; i < args.length; i++) {
        switch (args[i]) {
          case "--kills" -> kills = Integer.parseInt(args[++i]);
          case "--minutes" -> minutes = Long.parseLong(args[++i]);
          case "--seed" -> seed = Long.parseLong(args[++i]);
          case "--port" -> port = Integer.parseInt(args[++i]);
          case "--postgres" -> isPostgres = true;
          case "--control" -> control = args[++i];
          default -> throw new IllegalArgumentException("there is no option " + args[i]);
        }
      }
      if (kills == 0 && minutes == 0) {
        kills = 50;
      }
      return new Given(kills, minutes, seed, port, isPostgres, control);
    }

    boolean isOver(int done, Instant begin) {
      return kills > 0 && done >= kills
          || minutes > 0 && Duration.between(begin, Instant.now()).toMinutes() >= minutes;
    }
  }
}
