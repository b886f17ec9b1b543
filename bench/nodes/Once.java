package nodes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives the secret of one mailed link to fifty users at once, spread over the nodes: in each round exactly one may
 * succeed. Rounds in turn set a password and confirm an address.
 */
final class Once {
  private static final int USERS = 50;
  private static final Pattern SECRET = Pattern.compile("token=([A-Za-z0-9_-]{34})");

  private final Options options;
  private final Verdict verdict;
  private final Random random;
  private final Figures times = new Figures();
  private int refused;
  private int unavailable;

  Once(Options options, Verdict verdict) {
    this.options = options;
    this.verdict = verdict;
    this.random = new Random(options.seed());
  }

  void run() throws Exception {
    int rounds = options.count(20);
    try (Cluster cluster = Cluster.start(options);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 1; round <= rounds; round++) {
        round(cluster, threads, "joe" + round + "@example.org", round % 2 == 0);
      }
    }
    Figures.head("rounds", "users each", "refused", "503", "p50", "p99", "max");
    List<String> cells = times.cells();
    Figures.row(
        Integer.toString(rounds),
        Integer.toString(USERS),
        Integer.toString(refused),
        Integer.toString(unavailable),
        cells.get(0),
        cells.get(1),
        cells.get(2));
  }

  private void round(Cluster cluster, ExecutorService threads, String name, boolean isReset)
      throws Exception {
    Node any = cluster.node(random.nextInt(Cluster.NODES));
    if (Calls.signUp(any, name) != 200) {
      throw new IOException("nobody can sign up");
    }
    String request = isReset ? "send-password-reset-email" : "send-confirmation-email";
    call(cluster.node(random.nextInt(Cluster.NODES)), request, "[\"" + name + "\"]");
    String secret = secret(cluster.node(random.nextInt(Cluster.NODES)), name);
    CyclicBarrier start = new CyclicBarrier(USERS);
    List<Future<Integer>> running = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      Node node = cluster.node(i % Cluster.NODES);
      String arguments =
          isReset ? "[\"" + secret + "\",\"the password of user " + i + "\"]" : "[\"" + secret + "\"]";
      String use = isReset ? "set-password-by-token" : "confirm-email-by-token";
      running.add(
          threads.submit(
              () -> {
                start.await();
                long begin = System.nanoTime();
                int status = call(node, use, arguments);
                times.add(System.nanoTime() - begin);
                return status;
              }));
    }
    List<Integer> winners = new ArrayList<>();
    boolean isDoubtful = false;
    for (int i = 0; i < USERS; i++) {
      switch (running.get(i).get()) {
        case 200 -> winners.add(i);
        case 503 -> {
          unavailable++;
          isDoubtful = true;
        }
        case 400, 404 -> refused++;
        case Integer other -> verdict.broken("a link was answered " + other);
      }
    }
    verdict.check(
        winners.size() == 1 || (winners.isEmpty() && isDoubtful),
        winners.size() + " of " + USERS + " used one link");
    if (isReset) {
      for (int i : winners) {
        verdict.check(
            signIn(any, name, "the password of user " + i).isPresent(),
            "the password of the one who was told yes does not work");
      }
      verdict.check(signIn(any, name, Calls.PASSWORD).isEmpty(), "the old password still works");
    }
  }

  private static Optional<String> signIn(Node node, String name, String password)
      throws IOException {
    int status =
        call(node, "signin", "[{\"username\":\"%s\",\"password\":\"%s\"}]".formatted(name, password));
    return status == 200 ? Optional.of(name) : Optional.empty();
  }

  private static int call(Node node, String call, String arguments) throws IOException {
    return Calls.status(node.send("POST", "/api/v1/session/" + call, arguments));
  }

  /** Reads the letter in the development inbox, which comes after the answer. */
  private static String secret(Node node, String name) throws Exception {
    for (int i = 0; i < 500; i++) {
      String letters = node.send("GET", node.inbox(), "").body();
      int at = letters.indexOf("\"to\":\"" + name + "\"");
      if (at >= 0) {
        Matcher matcher = SECRET.matcher(letters);
        if (matcher.find(at)) {
          return matcher.group(1);
        }
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IOException("no letter for " + name);
  }
}
