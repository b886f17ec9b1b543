package nodes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Guesses at one account from a strange network through all nodes at once: by the counter in the store exactly as many
 * guesses are judged as the limit allows. Then the right password is refused from there at every node, and its owner is
 * let in from his own network.
 */
final class Lockouts {
  private static final int LIMIT = 20;
  private static final int GUESSES = 100;

  /** Behind a trusted proxy, so that the guesses come from another network than the owner. */
  private static final String STRANGER = "203.0.113.9";

  private static final String OWNER = "198.51.100.7";

  private final Options options;
  private final Verdict verdict;
  private final Figures times = new Figures();
  private final AtomicInteger guesses = new AtomicInteger();
  private final AtomicInteger unavailable = new AtomicInteger();

  Lockouts(Options options, Verdict verdict) {
    this.options = options;
    this.verdict = verdict;
  }

  void run() throws Exception {
    int rounds = options.count(10);
    try (Cluster cluster =
            Cluster.start(
                options,
                "budgets: {lock_after: "
                    + LIMIT
                    + ", failures_per_name: 1000000, sign_ins_per_address: 100000000,"
                    + " sign_ups_per_address: 100000000}",
                "http: {trusted_proxies: [127.0.0.1]}");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 1; round <= rounds; round++) {
        round(cluster, threads, "joe" + options.seed() + "x" + round);
      }
    }
    Figures.head("rounds", "guesses", "limit", "503", "p50", "p99", "max");
    List<String> cells = times.cells();
    Figures.row(
        Integer.toString(rounds),
        guesses.toString(),
        Integer.toString(LIMIT),
        unavailable.toString(),
        cells.get(0),
        cells.get(1),
        cells.get(2));
  }

  private void round(Cluster cluster, ExecutorService threads, String name) throws Exception {
    if (signUp(cluster.node(0), name) != 200) {
      throw new IOException("nobody can sign up");
    }
    CyclicBarrier start = new CyclicBarrier(Cluster.NODES * GUESSES);
    List<Future<Integer>> running = new ArrayList<>();
    for (Node node : cluster.nodes) {
      for (int i = 0; i < GUESSES; i++) {
        String guess = "guess number " + i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  long begin = System.nanoTime();
                  int status = signIn(node, name, guess, STRANGER);
                  times.add(System.nanoTime() - begin);
                  return status;
                }));
      }
    }
    int answered = 0;
    for (Future<Integer> one : running) {
      int status = one.get();
      guesses.incrementAndGet();
      if (status == 503) {
        unavailable.incrementAndGet();
      } else {
        answered++;
        verdict.check(status == 401, "a guess was answered " + status);
      }
    }
    long judged = cluster.number("SELECT coalesce(max(failures), 0) FROM lockouts");
    long turnedAway = cluster.number("SELECT coalesce(max(refused), 0) FROM lockouts");
    verdict.check(
        judged == Math.min(LIMIT, answered), judged + " guesses were judged, not " + LIMIT);
    // One without an answer may have been counted.
    verdict.check(
        judged + turnedAway >= answered && judged + turnedAway <= running.size(),
        judged + " judged and " + turnedAway + " turned away are not all " + answered);
    for (Node node : cluster.nodes) {
      verdict.check(
          signIn(node, name, Calls.PASSWORD, STRANGER) == 401,
          "the right password was taken at node " + node.name() + " of a locked account");
      verdict.check(
          signIn(node, name, Calls.PASSWORD, OWNER) == 200,
          "the owner was locked out at node " + node.name());
    }
    cluster.execute("DELETE FROM lockouts");
  }

  private static int signUp(Node node, String name) throws IOException {
    return Calls.status(
        node.send(
            "POST",
            "/api/v1/session/signup",
            "[{\"username\":\"%s\",\"password\":\"%s\"}]".formatted(name, Calls.PASSWORD),
            "X-Forwarded-For",
            OWNER));
  }

  private static int signIn(Node node, String name, String password, String address)
      throws IOException {
    return Calls.status(
        node.send(
            "POST",
            "/api/v1/session/signin",
            "[{\"username\":\"%s\",\"password\":\"%s\"}]".formatted(name, password),
            "X-Forwarded-For",
            address));
  }
}
