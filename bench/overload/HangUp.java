package overload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends sign-ins and hangs up at once, thousands of times, beside session checks. */
final class HangUp {
  private static final int PEOPLE = 50;
  private static final int CALLERS = 10_000;
  private static final double CHECKS = 500;

  private final Options options;
  private final Report report;

  HangUp(Options options, Report report) {
    this.options = options;
    this.report = report;
  }

  void run() throws Exception {
    try (Server server = Flood.start(options, Flood.ROOMY, "-Xmx512m")) {
      People people = People.signUp(server.port, PEOPLE);
      Flood.warmUp(server, people);
      Tally idle = Flood.checks(server, people, CHECKS, 5);
      double base = server.residentMegabytes();
      server.takeLargestMegabytes();
      double[] before = server.processorSeconds();
      Stream checks = Stream.open("session checks", people.checks(), 200, CHECKS);
      AtomicInteger failed = new AtomicInteger();
      Thread rush = Thread.ofPlatform().daemon(true).start(() -> rush(server.port, people.signIns(), failed));
      double seconds = Math.max(5, options.seconds / 4);
      long start = System.nanoTime();
      Load.run(server.port, seconds, checks);
      rush.join();
      double took = (System.nanoTime() - start) / 1e9;
      double largest = server.takeLargestMegabytes();
      double[] after = server.processorSeconds();
      Stream again = Stream.closed("sign-ins", people.signIns(), 200, 1);
      TimeUnit.SECONDS.sleep(1);
      Load.run(server.port, 2, again);

      int threads = Runtime.getRuntime().availableProcessors();
      report.title("Sign-ins whose callers hang up at once");
      report.line("%d callers within %.1f s, %d of whom could not connect; %.0f session checks a second", CALLERS, took, failed.get(), CHECKS);
      report.table("what", "measured", "promise");
      report.judged(
          "session checks that succeeded",
          String.format(Locale.ROOT, "%.3f %% of %d", 100 * checks.tally.success(), checks.tally.sent.get())
              + Flood.fault(checks.tally),
          "99.9 %",
          checks.tally.success() >= 0.999);
      report.row("p99 of session checks, before and during", Flood.millis(idle.good.millis(0.99)) + ", " + Flood.millis(checks.tally.good.millis(0.99)), "");
      report.judged(
          "threads that hash", Integer.toString(server.hashThreads()), Integer.toString(threads), server.hashThreads() <= threads);
      double budget = Flood.smallBudget();
      report.judged(
          "resident memory before, and at most",
          String.format(Locale.ROOT, "%.0f MB, %.0f MB", base, largest),
          String.format(Locale.ROOT, "%.0f MB", budget),
          largest <= budget);
      report.row("processor time of hashing", String.format(Locale.ROOT, "%.1f s", after[0] - before[0]), "");
      report.judged(
          "sign-ins a second later",
          again.tally.good.total() + " of " + again.tally.sent + " within 2 s",
          "all come in",
          again.tally.good.total() == again.tally.sent.get() && again.tally.good.total() > 0);
    }
  }

  private static void rush(int port, byte[][] requests, AtomicInteger failed) {
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
    for (int i = 0; i < CALLERS; i++) {
      try (SocketChannel channel = SocketChannel.open(address)) {
        // Half of them vanish with a reset, half say goodbye.
        if (i % 2 == 0) {
          channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        channel.write(ByteBuffer.wrap(requests[i % requests.length]));
      } catch (IOException e) {
        failed.incrementAndGet();
      }
    }
  }
}
