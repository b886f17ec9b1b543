package nodes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Refreshes tokens of {@code jwt-sessions} while the wires between nodes and database are cut, closed, and made to lose
 * the answer to a commit. A client that tries again at another node is never signed out; one token never has two
 * successors; and the token before the last but one ends the session.
 */
final class Refresh {
  private static final int CLIENTS = 9;

  /** Access tokens are over after a second, so that each second can be refreshed. */
  private static final long EXPIRY_MILLIS = 1_100;

  private static final int MOST_TRIES = 400;

  private final Options options;
  private final Verdict verdict;
  private final AtomicInteger refreshed = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final Figures times = new Figures();
  private final Set<String> faults = ConcurrentHashMap.newKeySet();
  private volatile boolean isOver;

  Refresh(Options options, Verdict verdict) {
    this.options = options;
    this.verdict = verdict;
  }

  void run() throws Exception {
    int rounds = options.count(30);
    int lost = 0;
    try (Cluster cluster = Cluster.start(options, "jwt_sessions: {access_lifetime: 1s}");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Family> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Family client = new Family("joe" + i);
        client.signUp(cluster.node(i % Cluster.NODES));
        clients.add(client);
      }
      Future<Void> mischief = threads.submit(() -> disturb(cluster));
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Family client = clients.get(i);
        Random random = new Random(options.seed() + i);
        running.add(threads.submit(() -> live(cluster, threads, client, random, rounds)));
      }
      for (Future<Void> one : running) {
        one.get();
      }
      isOver = true;
      mischief.get();
      for (int i = 0; i < Cluster.NODES; i++) {
        lost += cluster.link(i).lostCommits();
      }
      for (Family client : clients) {
        oneBranch(cluster, client);
        steal(cluster, client);
      }
    }
    Figures.head("clients", "refreshes", "tries that failed", "commits whose answer was lost", "stolen tokens that ended their session", "p50", "p99", "max");
    List<String> cells = times.cells();
    Figures.row(
        Integer.toString(CLIENTS),
        refreshed.toString(),
        failures.toString(),
        Integer.toString(lost),
        ended.toString(),
        cells.get(0),
        cells.get(1),
        cells.get(2));
    verdict.check(lost > 0, "no answer to a commit was lost, so nothing was tried");
  }

  /** Troubles one wire after the other; at most one node at a time is without its database. */
  private Void disturb(Cluster cluster) throws Exception {
    Random random = new Random(options.seed());
    while (!isOver) {
      Link link = cluster.link(random.nextInt(Cluster.NODES));
      switch (random.nextInt(5)) {
        case 0 -> link.cut();
        case 1 -> {
          link.partition();
          TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(1_000));
          link.join();
        }
        case 2 -> {
          link.halfOpen();
          TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(1_000));
          link.resume();
        }
        default -> link.loseCommits(2);
      }
      TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(300));
    }
    return null;
  }

  private Void live(
      Cluster cluster, ExecutorService threads, Family client, Random random, int rounds)
      throws Exception {
    for (int round = 0; round < rounds; round++) {
      TimeUnit.MILLISECONDS.sleep(EXPIRY_MILLIS);
      String old = client.newest();
      // Two requests of one page at once, at different nodes.
      int at = random.nextInt(Cluster.NODES);
      Future<Set<String>> other =
          threads.submit(() -> persist(cluster, client, old, (at + 1) % Cluster.NODES));
      Set<String> successors = new HashSet<>(persist(cluster, client, old, at));
      successors.addAll(other.get());
      successors.remove(old);
      verdict.check(
          successors.size() == 1, client.size() + ": a token got " + successors.size() + " successors");
      successors.forEach(client::add);
      refreshed.incrementAndGet();
    }
    return null;
  }

  /** Tries until there is an answer, at one node after the other, as a client does that was told 503 or nothing. */
  private Set<String> persist(Cluster cluster, Family client, String token, int first)
      throws Exception {
    long begin = System.nanoTime();
    for (int i = 0; i < MOST_TRIES; i++) {
      Node node = cluster.node((first + i) % Cluster.NODES);
      try {
        Wire.Answer answer = Family.refresh(node, token);
        if (answer.status() == 200) {
          times.add(System.nanoTime() - begin);
          return Set.of(answer.header("X-Access-Token"));
        }
        if (answer.status() == 401) {
          long tried = System.nanoTime() - begin;
          // Past the grace a replay is a theft, and no fault of the server.
          verdict.check(
              tried > TimeUnit.SECONDS.toNanos(9),
              "signed out by a retry after " + Figures.millis(tried));
          return Set.of();
        }
        verdict.check(answer.status() == 503, "a refresh was answered " + answer.status());
      } catch (IOException e) {
        // No answer; the next node will know.
      }
      failures.incrementAndGet();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    verdict.broken("a refresh never succeeded");
    return Set.of();
  }

  /** In the store, every session has one token that is not superseded. */
  private void oneBranch(Cluster cluster, Family client) throws Exception {
    long branches =
        cluster.number(
            "SELECT coalesce(max(many), 0) FROM (SELECT count(*) AS many FROM tokens WHERE"
                + " superseded_at IS NULL AND kind = (SELECT kind FROM tokens WHERE superseded_at IS"
                + " NOT NULL LIMIT 1) GROUP BY session_id) AS s");
    verdict.check(branches == 1, branches + " live branches in the store");
  }

  /** The immediate predecessor still gets the current token; what is older ends the session at every node. */
  private void steal(Cluster cluster, Family client) throws Exception {
    TimeUnit.MILLISECONDS.sleep(EXPIRY_MILLIS);
    String old = client.newest();
    Wire.Answer fresh = Family.refresh(cluster.node(0), old);
    verdict.check(fresh.status() == 200, "a last refresh was answered " + fresh.status());
    if (fresh.status() != 200) {
      return;
    }
    client.add(fresh.header("X-Access-Token"));
    Wire.Answer again = Family.refresh(cluster.node(1), client.before(1));
    verdict.check(
        again.status() == 200 && again.header("X-Access-Token").equals(client.newest()),
        "the token before the last did not get its successor within the grace");
    int stolen = Family.refresh(cluster.node(2), client.before(2)).status();
    verdict.check(stolen == 401, "an older token was answered " + stolen);
    TimeUnit.MILLISECONDS.sleep(EXPIRY_MILLIS);
    int after = Family.refresh(cluster.node(0), client.newest()).status();
    verdict.check(after == 401, "the session survived the replay of an older token");
    if (stolen == 401 && after == 401) {
      ended.incrementAndGet();
    }
  }
}
