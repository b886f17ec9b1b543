package nodes;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import postgres.Postgres;

/**
 * Kills a primary whose commits wait for a standby, under load, promotes the standby, and looks whether everything that
 * was acknowledged is there. Then the old primary comes back as if nothing had happened: no node may write to it. With
 * {@code --fault standby-away} the standby is gone for longer than a statement may take before the primary dies.
 */
final class Failover {
  private static final int SCRIBES = 2;
  private static final long LONGEST_SECONDS = 60;

  private final Options options;
  private final Verdict verdict;
  private final boolean isStandbyAway;
  private final Random random;
  private final Figures sinceKill = new Figures();
  private final Figures sincePromotion = new Figures();
  private final Figures readySincePromotion = new Figures();
  private final Figures answers = new Figures();
  private int accounts;
  private int sessions;
  private int lost;
  private long stale;

  Failover(Options options, Verdict verdict) {
    this.options = options;
    this.verdict = verdict;
    this.isStandbyAway = options.fault("none").equals("standby-away");
    this.random = new Random(options.seed());
  }

  void run() throws Exception {
    int rounds = options.count(2);
    for (int round = 1; round <= rounds; round++) {
      try (Cluster cluster = Cluster.start(options, true)) {
        round(cluster, round);
      }
      System.out.printf("round %d: %d accounts acknowledged so far, %d lost%n", round, accounts, lost);
    }
    Figures.head("rounds", "accounts", "sessions", "lost", "written to the old primary");
    Figures.row(
        Integer.toString(rounds),
        Integer.toString(accounts),
        Integer.toString(sessions),
        Integer.toString(lost),
        Long.toString(stale));
    Figures.head("by node", "p50", "p99", "max");
    row("writes again, since the kill", sinceKill);
    row("writes again, since the promotion", sincePromotion);
    row("ready again, since the promotion", readySincePromotion);
    row("up to three writes at a time, answered", answers);
  }

  private static void row(String what, Figures figures) {
    List<String> cells = figures.cells();
    Figures.row(what, cells.get(0), cells.get(1), cells.get(2));
  }

  private void round(Cluster cluster, int round) throws Exception {
    List<Scribe> scribes = new ArrayList<>();
    for (Node node : cluster.nodes) {
      for (int i = 0; i < SCRIBES; i++) {
        scribes.add(new Scribe(node, "r" + round + node.name().toLowerCase() + i + "x"));
      }
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      scribes.forEach(threads::submit);
      try {
        TimeUnit.MILLISECONDS.sleep(1_500 + random.nextInt(1_500));
        if (isStandbyAway) {
          cluster.standby.kill();
          TimeUnit.SECONDS.sleep(13);
        }
        failOver(cluster, scribes);
        TimeUnit.SECONDS.sleep(1);
        returnOfTheOld(cluster);
      } finally {
        scribes.forEach(Scribe::stop);
      }
    }
    audit(cluster, scribes);
  }

  private void failOver(Cluster cluster, List<Scribe> scribes) throws Exception {
    cluster.primary.kill();
    long killed = System.nanoTime();
    if (isStandbyAway) {
      cluster.standby.start();
    }
    TimeUnit.MILLISECONDS.sleep(1_200 + random.nextInt(1_000));
    for (Node node : cluster.nodes) {
      verdict.check(!node.isHealthy("/health/ready"), node.name() + " is ready without a database");
      verdict.check(node.isHealthy("/health/live"), node.name() + " is not live");
    }
    cluster.standby.promote();
    long promoted = System.nanoTime();
    long end = promoted + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    Set<Node> unready = new HashSet<>(cluster.nodes);
    Set<Node> silent = new HashSet<>(cluster.nodes);
    while (!unready.isEmpty() || !silent.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IOException("a node does not come back after a failover");
      }
      for (Node node : List.copyOf(unready)) {
        if (node.isHealthy("/health/ready")) {
          readySincePromotion.add(System.nanoTime() - promoted);
          unready.remove(node);
        }
      }
      for (Scribe scribe : scribes) {
        // What was answered right after the kill had been committed before it.
        if (scribe.lastAcknowledged() > promoted && silent.remove(scribe.node())) {
          sinceKill.add(scribe.lastAcknowledged() - killed);
          sincePromotion.add(scribe.lastAcknowledged() - promoted);
        }
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private void returnOfTheOld(Cluster cluster) throws Exception {
    Postgres old = cluster.primary;
    old.start();
    // Nothing but the nodes themselves may keep them from it.
    old.execute("postgres", "ALTER SYSTEM RESET synchronous_standby_names");
    old.execute("postgres", "SELECT pg_reload_conf()");
    long before = rows(old);
    cluster.links.forEach(own -> own.forEach(Link::cut));
    TimeUnit.SECONDS.sleep(5);
    long written = rows(old) - before;
    stale += written;
    verdict.check(written == 0, written + " rows were written to the old primary");
    old.kill();
    TimeUnit.SECONDS.sleep(1);
  }

  private static long rows(Postgres server) throws SQLException {
    String sql =
        "SELECT (SELECT count(*) FROM accounts) + (SELECT count(*) FROM sessions)"
            + " + (SELECT count(*) FROM session_endings)";
    try (Connection connection = DriverManager.getConnection(server.url(Cluster.database()));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void audit(Cluster cluster, List<Scribe> scribes) throws Exception {
    for (Node node : cluster.nodes) {
      node.awaitReady(30);
    }
    Set<String> names = names(cluster.standby);
    for (Scribe scribe : scribes) {
      answers.add(scribe.answers().max());
      for (String name : scribe.accounts) {
        accounts++;
        miss(names.contains(name), "the account " + name);
      }
      // Asked at another node than the one that acknowledged it.
      Node other = cluster.node((scribe.node().name().charAt(0) - 'A' + 1) % Cluster.NODES);
      for (String token : scribe.live) {
        sessions++;
        miss(Calls.check(other, token) == 200, "a session");
      }
      for (String token : scribe.ended) {
        sessions++;
        miss(Calls.check(other, token) == 401, "the end of a session");
      }
    }
  }

  private void miss(boolean isThere, String what) {
    if (!isThere) {
      lost++;
      verdict.broken("lost: " + what);
    }
  }

  private static Set<String> names(Postgres server) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Connection connection = DriverManager.getConnection(server.url(Cluster.database()));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT canonical FROM identifiers")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
