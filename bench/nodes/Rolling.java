package nodes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Restarts one node after the other by SIGTERM while requests go on through a balancer, and counts those that fail. */
final class Rolling {
  private static final int CALLERS = 8;

  private final Options options;
  private final Verdict verdict;
  private final AtomicLong[] done = {new AtomicLong(), new AtomicLong(), new AtomicLong()};
  private final Map<String, Integer> failures = new TreeMap<>();
  private final Figures stops = new Figures();
  private final Figures starts = new Figures();
  private final Figures answers = new Figures();
  private volatile boolean isOver;

  Rolling(Options options, Verdict verdict) {
    this.options = options;
    this.verdict = verdict;
  }

  void run() throws Exception {
    String drain = options.more().getOrDefault("drain", "1s");
    int rounds = options.count(3);
    Random random = new Random(options.seed());
    long retries;
    try (Cluster cluster = Cluster.start(options, "http: {drain: " + drain + "}");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        if (Calls.signUp(cluster.node(0), "joe" + i) != 200) {
          throw new IOException("nobody can sign up");
        }
      }
      try (Balancer balancer = new Balancer(cluster.nodes)) {
        awaitUp(balancer, List.of(0, 1, 2));
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
          String name = "joe" + i;
          callers.add(threads.submit(() -> call(balancer, name)));
        }
        for (int round = 1; round <= rounds; round++) {
          for (int i = 0; i < Cluster.NODES; i++) {
            TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(400));
            restart(cluster.node(i));
            awaitUp(balancer, List.of(0, 1, 2));
          }
          if (round % 5 == 0) {
            System.out.printf("%d rounds, %d failed%n", round, failed());
          }
        }
        isOver = true;
        for (Future<?> caller : callers) {
          caller.get();
        }
        retries = balancer.retries();
      }
    }
    report(rounds, drain, retries);
  }

  private void restart(Node node) throws Exception {
    long begin = System.nanoTime();
    node.stop();
    long stopped = System.nanoTime();
    stops.add(stopped - begin);
    node.launch();
    node.awaitReady(180);
    starts.add(System.nanoTime() - stopped);
  }

  private static void awaitUp(Balancer balancer, List<Integer> numbers)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (!numbers.stream().allMatch(balancer::isUp)) {
      if (System.nanoTime() > end) {
        throw new IOException("the balancer does not see every node");
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** Signs in, checks a while, signs out, and again. */
  private Void call(Balancer balancer, String name) {
    while (!isOver) {
      Optional<String> token = Optional.empty();
      long begin = System.nanoTime();
      try {
        token = balancer.at(node -> Calls.signIn(node, name));
        count(0, begin, token.isPresent() ? 200 : 503);
      } catch (IOException e) {
        note("sign-in: " + e);
      }
      if (token.isEmpty()) {
        continue;
      }
      String session = token.get();
      for (int i = 0; i < 20; i++) {
        long sent = System.nanoTime();
        try {
          count(1, sent, balancer.at(node -> Calls.check(node, session)));
        } catch (IOException e) {
          note("check: " + e);
        }
      }
      long sent = System.nanoTime();
      try {
        count(2, sent, balancer.at(node -> Calls.end(node, session)));
      } catch (IOException e) {
        note("sign-out: " + e);
      }
    }
    return null;
  }

  private void count(int kind, long begin, int status) {
    answers.add(System.nanoTime() - begin);
    if (status == 200) {
      done[kind].incrementAndGet();
    } else {
      note(List.of("sign-in", "check", "sign-out").get(kind) + " answered " + status);
    }
  }

  private void note(String failure) {
    synchronized (failures) {
      failures.merge(failure, 1, Integer::sum);
    }
  }

  private int failed() {
    synchronized (failures) {
      return failures.values().stream().mapToInt(many -> many).sum();
    }
  }

  private void report(int rounds, String drain, long retries) {
    Figures.head("restarts", "sign-ins", "checks", "sign-outs", "failed", "retried on a refused connection");
    Figures.row(
        Integer.toString(rounds * Cluster.NODES),
        Long.toString(done[0].get()),
        Long.toString(done[1].get()),
        Long.toString(done[2].get()),
        Integer.toString(failed()),
        Long.toString(retries));
    System.out.printf(
        "http.drain %s; stop max %s; start max %s; answers p50 %s, p99 %s, max %s%n",
        drain,
        Figures.millis(stops.max()),
        Figures.millis(starts.max()),
        answers.cells().get(0),
        answers.cells().get(1),
        answers.cells().get(2));
    failures.forEach((what, many) -> verdict.broken(many + " times " + what));
  }
}
