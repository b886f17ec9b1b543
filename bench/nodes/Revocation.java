package nodes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends sessions at one node and asks the others for them without a pause, until a good while after. What counts is the
 * last check that was accepted although it was sent after the end had been acknowledged.
 */
final class Revocation {
  private static final long BOUND = TimeUnit.SECONDS.toNanos(1);

  /** What is asked for after the bound, to see that nothing comes back. */
  private static final long WATCHED = TimeUnit.MILLISECONDS.toNanos(1_300);

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);
  private static final int BATCH = 40;
  private static final int SPREAD_MILLIS = 250;
  private static final int STRICKEN = 2;

  private final Options options;
  private final Verdict verdict;
  private final String fault;
  private final Random random;
  private final HttpClient sockets = HttpClient.newHttpClient();

  /** By node: how long after the acknowledgement the last accepted check was sent, and was answered. */
  private final Figures[] sent = {new Figures(), new Figures(), new Figures()};

  private final Figures[] answered = {new Figures(), new Figures(), new Figures()};
  private final AtomicLong[] checks = {new AtomicLong(), new AtomicLong(), new AtomicLong()};
  private final AtomicLong[] unknown = {new AtomicLong(), new AtomicLong(), new AtomicLong()};
  private final AtomicLong refusedEnds = new AtomicLong();
  private final Figures closed = new Figures();
  private final Figures slowest = new Figures();
  private final Figures back = new Figures();

  /** When the stricken node lost its database, and when it got it back; 0 if it has it. */
  private volatile long stricken;

  Revocation(Options options, Verdict verdict) {
    this.options = options;
    this.verdict = verdict;
    this.fault = options.fault("none");
    this.random = new Random(options.seed());
    if (!List.of("none", "delay", "half-open", "pause").contains(fault)) {
      throw new IllegalArgumentException("there is no fault " + fault);
    }
  }

  void run() throws Exception {
    try (Cluster cluster = Cluster.start(options);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < BATCH; i++) {
        if (Calls.signUp(cluster.node(i % Cluster.NODES), name(i)) != 200) {
          throw new IOException("nobody can sign up");
        }
      }
      if (fault.equals("delay")) {
        cluster.link(STRICKEN).delay(50);
      }
      int left = options.count(1_000);
      for (int batch = 1; left > 0; batch++) {
        int size = Math.min(left, BATCH);
        left -= size;
        batch(cluster, threads, size);
        if (batch % 20 == 0) {
          System.out.printf("%,d to go%n", left);
        }
      }
    }
    report();
  }

  private static String name(int number) {
    return "joe" + number;
  }

  private void batch(Cluster cluster, ExecutorService threads, int size) throws Exception {
    List<Ending> endings = new ArrayList<>();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int ender = isOutage() ? i % 2 : i % Cluster.NODES;
      long pause = random.nextInt(SPREAD_MILLIS);
      String name = name(i);
      Node opener = cluster.node(random.nextInt(Cluster.NODES));
      Ending ending = new Ending(ender, Calls.open(opener, name), pause);
      for (Node node : cluster.nodes) {
        if (Calls.check(node, ending.token) != 200) {
          verdict.broken("a fresh session is not live at node " + node.name());
        }
      }
      endings.add(ending);
    }
    listen(cluster, endings);
    stricken = isOutage() ? strike(cluster) : 0;
    for (Ending ending : endings) {
      for (int i = 0; i < Cluster.NODES; i++) {
        int node = i;
        running.add(threads.submit(() -> watch(cluster, ending, node)));
      }
      running.add(threads.submit(() -> end(cluster, ending)));
    }
    if (isOutage()) {
      TimeUnit.MILLISECONDS.sleep(2_500 + random.nextInt(500));
      heal(cluster);
    }
    for (Future<?> one : running) {
      one.get();
    }
  }

  private boolean isOutage() {
    return fault.equals("half-open") || fault.equals("pause");
  }

  private long strike(Cluster cluster) throws Exception {
    if (fault.equals("pause")) {
      cluster.node(STRICKEN).pause();
    } else {
      cluster.link(STRICKEN).halfOpen();
    }
    return System.nanoTime();
  }

  private void heal(Cluster cluster) throws Exception {
    if (fault.equals("pause")) {
      cluster.node(STRICKEN).goOn();
    } else {
      verdict.check(
          !cluster.node(STRICKEN).isHealthy("/health/ready"), "ready without a database");
      cluster.link(STRICKEN).resume();
    }
    long healed = System.nanoTime();
    cluster.node(STRICKEN).awaitReady(10);
    back.add(System.nanoTime() - healed);
  }

  /** Opens a WebSocket for some of the sessions, at a node that will not be the one to end them. */
  private void listen(Cluster cluster, List<Ending> endings) {
    for (int i = 0; i < endings.size(); i += 10) {
      Ending ending = endings.get(i);
      Node other = cluster.node((ending.ender + 1) % 2);
      sockets
          .newWebSocketBuilder()
          .subprotocols("rpc", ending.token)
          .buildAsync(
              URI.create("ws://127.0.0.1:" + other.port() + "/api"),
              new WebSocket.Listener() {
                @Override
                public CompletableFuture<?> onClose(WebSocket socket, int code, String reason) {
                  ending.socketClosed.complete(code == 4000 ? System.nanoTime() : -1L);
                  return null;
                }
              })
          .join();
      ending.hasSocket = true;
    }
  }

  private Void end(Cluster cluster, Ending ending) throws Exception {
    TimeUnit.MILLISECONDS.sleep(ending.pause);
    ending.asked = System.nanoTime();
    int status = Calls.end(cluster.node(ending.ender), ending.token);
    while (status == 503) {
      refusedEnds.incrementAndGet();
      status = Calls.end(cluster.node(ending.ender), ending.token);
    }
    ending.acknowledged = System.nanoTime();
    // 204 after a 503: that one did it, and its answer came too late.
    verdict.check(status == 200 || status == 204, "an end was answered " + status);
    if (ending.hasSocket) {
      long at = ending.socketClosed.get(10, TimeUnit.SECONDS);
      verdict.check(at > 0, "a WebSocket was not closed with 4000");
      long took = at - ending.acknowledged;
      closed.add(Math.max(0, took));
      verdict.check(took <= BOUND, "a WebSocket was closed after " + Figures.millis(took));
    }
    return null;
  }

  private Void watch(Cluster cluster, Ending ending, int number) throws Exception {
    Node node = cluster.node(number);
    long begin = System.nanoTime();
    long lastSent = 0;
    long lastAnswered = 0;
    for (long now = begin; !ending.isOver(now); now = System.nanoTime()) {
      if (now - begin > LONGEST) {
        throw new IllegalStateException("an end that was never acknowledged");
      }
      int status = Calls.check(node, ending.token);
      long then = System.nanoTime();
      long acknowledged = ending.acknowledged;
      boolean isAfter = acknowledged != 0 && now > acknowledged;
      checks[number].incrementAndGet();
      slowest.add(then - now);
      if (status == 200 && isAfter) {
        lastSent = now - acknowledged;
        lastAnswered = then - acknowledged;
      } else if (status == 503) {
        unknown[number].incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(5);
      } else if (status == 401 && isAfter) {
        TimeUnit.MILLISECONDS.sleep(40);
      } else if (status == 401 && acknowledged == 0 && ending.asked == 0) {
        verdict.broken("refused before anybody ended it");
      }
      if (status == 200 && number == STRICKEN && fault.equals("half-open") && now - stricken > BOUND) {
        // In time the wire may be whole again; then the session must be live.
        verdict.check(
            !isAfter, "accepted " + Figures.millis(now - stricken) + " into a half-open wire");
      }
    }
    sent[number].add(lastSent);
    answered[number].add(lastAnswered);
    // While a process is stopped, an answer lies in it that was right when it was made.
    long judged = fault.equals("pause") && number == STRICKEN ? lastSent : lastAnswered;
    if (number == ending.ender) {
      verdict.check(judged == 0, "the node that ended it still took it, " + Figures.millis(judged));
    }
    verdict.check(
        judged <= BOUND, "node " + node.name() + " took a check after " + Figures.millis(judged));
    return null;
  }

  private void report() {
    Figures.head(
        "node", "revocations seen", "checks", "503", "last accepted p50", "p99", "max", "max, answered");
    for (int i = 0; i < Cluster.NODES; i++) {
      List<String> cells = sent[i].cells();
      Figures.row(
          (char) ('A' + i) + (i == STRICKEN && !fault.equals("none") ? " (" + fault + ")" : ""),
          String.format(Locale.ROOT, "%,d", sent[i].count()),
          String.format(Locale.ROOT, "%,d", checks[i].get()),
          String.format(Locale.ROOT, "%,d", unknown[i].get()),
          cells.get(0),
          cells.get(1),
          cells.get(2),
          Figures.millis(answered[i].max()));
    }
    System.out.printf(
        "%,d WebSockets at another node closed: p50 %s, p99 %s, max %s%n",
        closed.count(), closed.cells().get(0), closed.cells().get(1), closed.cells().get(2));
    System.out.printf(
        "answer to a check: p50 %s, p99 %s, max %s%n",
        slowest.cells().get(0), slowest.cells().get(1), slowest.cells().get(2));
    System.out.printf("ends answered 503 and repeated: %d%n", refusedEnds.get());
    if (back.count() > 0) {
      System.out.printf("ready again after the fault: max %s%n", Figures.millis(back.max()));
    }
  }

  /** One session and its end. */
  private static final class Ending {
    private final int ender;
    private final String token;
    private final long pause;
    private final CompletableFuture<Long> socketClosed = new CompletableFuture<>();
    private boolean hasSocket;
    private volatile long asked;
    private volatile long acknowledged;

    private Ending(int ender, String token, long pause) {
      this.ender = ender;
      this.token = token;
      this.pause = pause;
    }

    private boolean isOver(long now) {
      return acknowledged != 0 && now - acknowledged > WATCHED;
    }
  }
}
