package nodes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Takes the database away from one node in five ways while sessions are checked and opened there: every request ends by
 * its deadline, the process stays live and says that it is not ready, and works again soon after.
 */
final class Outage {
  private static final int CHECKERS = 8;
  private static final int OPENERS = 4;
  private static final long BACK = TimeUnit.SECONDS.toNanos(5);

  /** A check needs one second to know that it knows nothing; the rest is for a busy machine. */
  private static final long CHECK_DEADLINE = TimeUnit.MILLISECONDS.toNanos(2_000);

  /** Statement timeout, connection timeout and the patience of the pool, at their defaults. */
  private static final long WRITE_DEADLINE = TimeUnit.SECONDS.toNanos(17);

  private static final int MORE_THREADS = 12;

  private final Options options;
  private final Verdict verdict;

  /** How long the last trial's node took to work again. */
  private long lastBack;

  Outage(Options options, Verdict verdict) {
    this.options = options;
    this.verdict = verdict;
  }

  void run() throws Exception {
    try (Cluster cluster = Cluster.start(options)) {
      Node node = cluster.node(0);
      Link link = cluster.link(0);
      if (Calls.signUp(node, "joe") != 200 || Calls.signUp(node, "jane") != 200) {
        throw new IOException("nobody can sign up");
      }
      int longest = options.count(30);
      Figures.head(
          "fault", "for", "checks", "of them 503", "slowest check", "slowest sign-in", "ready again", "threads before", "after");
      trial(cluster, "gone", 1, link::partition, link::join);
      trial(cluster, "gone", longest, link::partition, link::join);
      trial(cluster, "half-open, then whole", longest, link::halfOpen, link::resume);
      trial(cluster, "half-open, old connections never heard of again", longest, link::halfOpen, link::resumeWithoutOld);
      trial(cluster, "each answer 2 s late", longest, () -> link.delay(2_000), () -> link.delay(0));
    }
  }

  private void trial(Cluster cluster, String fault, int seconds, Step strike, Step heal)
      throws Exception {
    Node node = cluster.node(0);
    node.awaitReady(30);
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < CHECKERS; i++) {
      tokens.add(Calls.open(node, "joe"));
    }
    Node.Threads before = node.threads(cluster.directory);
    Load load = new Load(node, tokens);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = load.start(threads);
      TimeUnit.MILLISECONDS.sleep(500 + new Random(options.seed()).nextInt(500));
      strike.take();
      long struck = System.nanoTime();
      watch(node, fault, struck, TimeUnit.SECONDS.toNanos(seconds));
      heal.take();
      long healed = System.nanoTime();
      awaitWork(node, tokens.getFirst(), fault, healed);
      load.isOver = true;
      for (Future<?> one : running) {
        one.get();
      }
    }
    TimeUnit.SECONDS.sleep(2);
    Node.Threads after = node.threads(cluster.directory);
    verdict.check(
        after.platform() <= before.platform() + MORE_THREADS && after.requests() <= before.requests() + 2,
        fault + ": threads went from " + before + " to " + after);
    verdict.check(
        load.checks.max() <= CHECK_DEADLINE, fault + ": a check took " + Figures.millis(load.checks.max()));
    verdict.check(
        load.opens.max() <= WRITE_DEADLINE, fault + ": a sign-in took " + Figures.millis(load.opens.max()));
    Figures.row(
        fault,
        seconds + " s",
        Integer.toString(load.checks.count()),
        Integer.toString(load.unknown.count()),
        Figures.millis(load.checks.max()),
        Figures.millis(load.opens.max()),
        Figures.millis(lastBack),
        before.toString(),
        after.toString());
  }

  private void watch(Node node, String fault, long struck, long duration) throws Exception {
    boolean wasUnready = false;
    while (System.nanoTime() - struck < duration) {
      verdict.check(node.isHealthy("/health/live"), fault + ": not live");
      boolean isReady = node.isHealthy("/health/ready");
      wasUnready |= !isReady;
      verdict.check(
          !isReady || System.nanoTime() - struck < TimeUnit.MILLISECONDS.toNanos(1_500),
          fault + ": ready without a database");
      TimeUnit.MILLISECONDS.sleep(100);
    }
    verdict.check(
        wasUnready || duration < TimeUnit.SECONDS.toNanos(2), fault + ": it was never unready");
  }

  /**
   * Waits until the node is ready, a check is answered, and a session can be opened: of somebody else, since a backend
   * that never heard of the cut keeps the lock of an account until the server ends its transaction.
   */
  private void awaitWork(Node node, String token, String fault, long healed) throws Exception {
    node.awaitReady(60);
    while (Calls.check(node, token) != 200 || Calls.signIn(node, "jane").isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(10);
      if (System.nanoTime() - healed > TimeUnit.SECONDS.toNanos(60)) {
        break;
      }
    }
    lastBack = System.nanoTime() - healed;
    verdict.check(lastBack <= BACK, fault + ": works again after " + Figures.millis(lastBack));
  }

  /** Something to do to a wire. */
  private interface Step {
    void take() throws Exception;
  }

  /** Checks and sign-ins without a pause. */
  private final class Load {
    private final Node node;
    private final List<String> tokens;
    private final Figures checks = new Figures();
    private final Figures opens = new Figures();
    private final Figures unknown = new Figures();
    private volatile boolean isOver;

    private Load(Node node, List<String> tokens) {
      this.node = node;
      this.tokens = tokens;
    }

    private List<Future<?>> start(ExecutorService threads) {
      List<Future<?>> running = new ArrayList<>();
      for (String token : tokens) {
        running.add(threads.submit(() -> check(token)));
      }
      for (int i = 0; i < OPENERS; i++) {
        running.add(threads.submit(this::open));
      }
      return running;
    }

    private Void check(String token) throws Exception {
      while (!isOver) {
        long begin = System.nanoTime();
        int status = Calls.check(node, token);
        long took = System.nanoTime() - begin;
        checks.add(took);
        if (status == 503) {
          unknown.add(took);
        } else {
          verdict.check(status == 200, "a live session was answered " + status);
        }
        TimeUnit.MILLISECONDS.sleep(2);
      }
      return null;
    }

    private Void open() throws Exception {
      while (!isOver) {
        long begin = System.nanoTime();
        Calls.signIn(node, "joe");
        opens.add(System.nanoTime() - begin);
        TimeUnit.MILLISECONDS.sleep(5);
      }
      return null;
    }
  }
}
