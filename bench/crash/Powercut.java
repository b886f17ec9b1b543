package crash;

import crash.Disk.Honesty;
import crash.Disk.Survivors;
import crash.Load.Snapshot;
import dev.latchkey.adapter.settings.SettingsReader;
import dev.latchkey.boot.House;
import dev.latchkey.boot.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Cuts the power of a simulated disk under a real server at random moments, and checks that everything that was
 * acknowledged until then is on it.
 *
 * <p>A server runs under {@code disk.c}, which writes down what happens to its files. While it starts, while eight
 * writers write and while it stops, moments are noted: how far that log goes, and what the ledger says. For each of
 * them the disk is rebuilt as the power cut may have left it, a server is started on it (within this process, since
 * that is quick) and held against the ledger. On one of these disks the next run goes on; every few runs begin with
 * nothing at all, so that first starts are cut as well.
 */
final class Powercut {
  private static final int CUTS_IN_START = 3;
  private static final int CUTS_IN_LOAD = 14;
  private static final int CUTS_IN_STOP = 3;
  private static final int MOST_WRITES_BETWEEN = 12;
  private static final int LONGEST_GAP_MILLIS = 8;
  private static final int START_MILLIS = 500;
  private static final int STOP_MILLIS = 60;
  private static final int RUNS_OF_ONE_STORE = 6;
  private static final String SYNC_MICROS = "2000";

  private final int cuts;
  private final long minutes;
  private final long seed;
  private final int port;
  private final Honesty honesty;
  private final Path directory;
  private final Path log;
  private final Random random;
  private final Load load;
  private final Wire wire;
  private final Judge judge;
  private final Server server;
  private final Wire rebuiltWire;
  private final Judge rebuiltJudge;
  private final ServerSettings settings;
  private final Map<Survivors, Integer> done = new EnumMap<>(Survivors.class);
  private final List<String> lost = new ArrayList<>();
  private int withUnsynced;
  private int births;

  private Powercut(int cuts, long minutes, long seed, int port, Honesty honesty, Path directory)
      throws Exception {
    this.cuts = cuts;
    this.minutes = minutes;
    this.seed = seed;
    this.port = port;
    this.honesty = honesty;
    this.directory = directory;
    this.log = directory.resolve("disk.log");
    this.random = new Random(seed);
    this.wire = new Wire(port);
    Calls calls = new Calls(wire);
    this.load = new Load(seed, calls);
    this.judge = new Judge(calls);
    this.rebuiltWire = new Wire(port + 1);
    this.rebuiltJudge = new Judge(new Calls(rebuiltWire));
    Map<String, String> environment =
        Map.of(
            "LD_PRELOAD", compiled().toString(),
            "DISK_ROOT", directory.resolve("data").toString(),
            "DISK_LOG", log.toString(),
            "DISK_DELAY", SYNC_MICROS);
    this.server = new Server(directory, port, null, environment, wire, calls);
    this.settings =
        new SettingsReader("LATCHKEY_", Set.of())
            .read(ServerSettings.DEFAULT, server.settings(), Map.of(), List.of());
  }

  public static void main(String[] args) throws Exception {
    int cuts = 0;
    long minutes = 0;
    long seed = new SecureRandom().nextInt(1 << 30);
    int port = 8098;
    Honesty honesty = Honesty.HONEST;
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--cuts" -> cuts = Integer.parseInt(args[i + 1]);
        case "--minutes" -> minutes = Long.parseLong(args[i + 1]);
        case "--seed" -> seed = Long.parseLong(args[i + 1]);
        case "--port" -> port = Integer.parseInt(args[i + 1]);
        case "--control" ->
            honesty =
                switch (args[i + 1]) {
                  case "lying-disk" -> Honesty.LYING;
                  case "hasty-log" -> Honesty.HASTY;
                  default ->
                      throw new IllegalArgumentException("there is no control " + args[i + 1]);
                };
        default -> throw new IllegalArgumentException("there is no option " + args[i]);
      }
    }
    if (cuts == 0 && minutes == 0) {
      cuts = 100;
    }
    Path directory = Files.createTempDirectory("latchkey-powercut").toRealPath();
    boolean holds = new Powercut(cuts, minutes, seed, port, honesty, directory).run();
    if (holds || honesty != Honesty.HONEST) {
      Trees.delete(directory);
    } else {
      System.out.println("everything lies in " + directory);
    }
    System.exit(holds ? 0 : 1);
  }

  private static Path compiled() throws IOException, InterruptedException {
    Path target = Path.of("target/disk.so").toAbsolutePath();
    Process compiler =
        new ProcessBuilder(
                "gcc", "-O2", "-shared", "-fPIC", "-o", target.toString(), "bench/crash/disk.c")
            .inheritIO()
            .start();
    if (compiler.waitFor() != 0) {
      throw new IOException("bench/crash/disk.c does not compile");
    }
    return target;
  }

  private boolean run() throws Exception {
    Instant begin = Instant.now();
    int made = 0;
    for (int run = 0; !isOver(made, begin) && lost.isEmpty(); run++) {
      if (run % RUNS_OF_ONE_STORE == 0) {
        if (Files.exists(server.data())) {
          Trees.delete(server.data());
        }
        load.forget();
        births++;
      }
      Disk disk = new Disk(server.data(), honesty);
      Files.deleteIfExists(log);
      Files.createFile(log);
      List<Snapshot> moments = record();
      lost.addAll(judge.lost);
      made += rebuild(disk, moments);
      System.out.printf(
          "%5d cuts, %d acknowledged writes, %d facts checked, %d lost, %d s%n",
          made,
          load.acknowledged(),
          facts(),
          lost.size(),
          Duration.between(begin, Instant.now()).toSeconds());
    }
    report(made, Duration.between(begin, Instant.now()));
    return lost.isEmpty();
  }

  private boolean isOver(int made, Instant begin) {
    return cuts > 0 && made >= cuts
        || minutes > 0 && Duration.between(begin, Instant.now()).toMinutes() >= minutes;
  }

  private long facts() {
    return judge.facts.sum() + rebuiltJudge.facts.sum();
  }

  /** Lets a server start, work and stop, and notes moments at which the power may go. */
  private List<Snapshot> record() throws Exception {
    List<Snapshot> moments = new ArrayList<>();
    server.launch();
    note(moments, CUTS_IN_START, START_MILLIS);
    server.awaitReady();
    judge.check(load.sample(1, 1));
    load.during(
        () -> {
          for (int i = 0; i < CUTS_IN_LOAD; i++) {
            load.await(random.nextInt(MOST_WRITES_BETWEEN), LONGEST_GAP_MILLIS);
            note(moments, 1, 1);
          }
        });
    if (random.nextInt(3) == 0) {
      Thread stop = Thread.ofPlatform().start(server::stop);
      note(moments, CUTS_IN_STOP, STOP_MILLIS);
      stop.join();
    } else {
      server.kill();
    }
    return moments;
  }

  private void note(List<Snapshot> moments, int count, int longestGap) throws Exception {
    for (int i = 0; i < count; i++) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(longestGap));
      moments.add(load.snapshot(() -> Files.size(log)));
    }
  }

  /** Judges what each of the moments left, and leaves one of them for the next run. */
  private int rebuild(Disk disk, List<Snapshot> moments) throws Exception {
    int next = random.nextInt(moments.size());
    Path kept = directory.resolve("kept");
    int made = 0;
    try (DiskLog records = new DiskLog(log)) {
      for (int i = 0; i < moments.size() && lost.isEmpty(); i++) {
        Snapshot moment = moments.get(i);
        disk.follow(records, moment.position());
        Survivors survivors = chosen();
        withUnsynced += disk.unsynced() > 0 ? 1 : 0;
        if (i == next) {
          disk.cut(kept, survivors, random);
          load.restore(moment.copy());
        }
        Path left = directory.resolve("left");
        disk.cut(left, survivors, random);
        judge(left, moment);
        if (lost.isEmpty() || honesty != Honesty.HONEST) {
          Trees.delete(left);
        } else {
          System.out.println("cut at byte " + moment.position() + " of " + log + ", " + survivors);
        }
        done.merge(survivors, 1, Integer::sum);
        made++;
      }
      disk.follow(records, Files.size(log));
    }
    if (lost.isEmpty()) {
      List<String> unseen = disk.differences("-shm");
      if (!unseen.isEmpty()) {
        throw new IllegalStateException("the simulated disk has not seen all writes: " + unseen);
      }
      Trees.delete(server.data());
      Files.move(kept, server.data());
    }
    return made;
  }

  private Survivors chosen() {
    int choice = random.nextInt(100);
    return choice < 35
        ? Survivors.NONE
        : choice < 60 ? Survivors.FIRST : choice < 95 ? Survivors.SECTORS : Survivors.ALL;
  }

  /** Starts a server on what a power cut left, and holds it against what the ledger said at that moment. */
  private void judge(Path left, Snapshot moment) {
    try {
      try (House house =
          House.open(settings.withData(left).withHttp(settings.http().listeningAt("127.0.0.1", port + 1)))) {
        house.start();
        rebuiltWire.forget();
        rebuiltJudge.check(load.sample(moment.accounts(), 2, 1));
      }
      lost.addAll(rebuiltJudge.lost);
      lost.addAll(Audit.ofFile(left.resolve("latchkey.db")));
    } catch (Exception e) {
      lost.add("the server does not work on what is left: " + e);
    }
  }

  private void report(int made, Duration took) {
    lost.stream().limit(20).forEach(line -> System.out.println("LOST  " + line));
    System.out.println();
    done.forEach((survivors, times) -> System.out.printf("cuts that left %-9s of what was not synced  %d%n", survivors, times));
    System.out.printf("cuts with something not synced                   %d%n", withUnsynced);
    System.out.printf("stores that began with nothing                   %d%n", births);
    System.out.printf(
        Locale.ROOT,
        "%n| disk | seed | power cuts | acknowledged writes | facts checked | lost | minutes |%n"
            + "|---|---|---|---|---|---|---|%n| %s | %d | %,d | %,d | %,d | %d | %d |%n",
        honesty.name().toLowerCase(Locale.ROOT),
        seed,
        made,
        load.acknowledged(),
        facts(),
        lost.size(),
        Math.round(took.toSeconds() / 60.0));
  }
}
