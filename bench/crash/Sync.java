package crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Watches the system calls of a real server and counts the acknowledged writes that waited for the
 * disk: those between whose request and answer an {@code fsync} or {@code fdatasync} came back. As a
 * control, the same is counted for session checks, which write nothing.
 *
 * <p>Needs {@code strace}. Usage: {@code bench/sync.sh [writes]}.
 */
final class Sync {
  private static final Pattern DONE =
      Pattern.compile("^\\d+ +(\\d+\\.\\d+) .*(?:fsync|fdatasync)(?:\\(| resumed).*= 0 <([0-9.]+)>");
  private static final int PORT = 8097;

  private Sync() {}

  private record Span(double from, double to) {}

  public static void main(String[] args) throws Exception {
    int writes = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    Path directory = Files.createTempDirectory("latchkey-sync");
    Path trace = directory.resolve("trace");
    Process server = start(directory, trace);
    List<Span> written = new ArrayList<>();
    List<Span> checked = new ArrayList<>();
    try {
      Calls calls = new Calls(new Wire(PORT));
      while (!calls.isReady()) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      Ledger account = new Ledger("first", "first-password");
      account.privateToken = calls.signUp(account).orElseThrow();
      for (int i = 0; i < writes; i++) {
        Ledger one = new Ledger("s" + i + "x", "first-password");
        double from = now();
        calls.signUp(one).orElseThrow();
        written.add(new Span(from, now()));
        from = now();
        String token = calls.openRpc(account);
        written.add(new Span(from, now()));
        from = now();
        calls.endRpc(token);
        written.add(new Span(from, now()));
        TimeUnit.MILLISECONDS.sleep(2);
        from = now();
        calls.email(account.privateToken).orElseThrow();
        checked.add(new Span(from, now()));
      }
    } finally {
      // The tracer ends with what it traces.
      server.descendants().forEach(ProcessHandle::destroy);
      server.waitFor();
    }
    List<Double> syncs = syncs(trace);
    long waited = written.stream().filter(span -> holds(span, syncs)).count();
    long control = checked.stream().filter(span -> holds(span, syncs)).count();
    System.out.printf(
        "syncs seen                     %d%n"
            + "writes acknowledged            %d, of which waited for a sync: %d%n"
            + "session checks (the control)   %d, of which met a sync: %d%n",
        syncs.size(), written.size(), waited, checked.size(), control);
    System.exit(waited == written.size() && control < checked.size() / 10 ? 0 : 1);
  }

  private static boolean holds(Span span, List<Double> syncs) {
    return syncs.stream().anyMatch(at -> at >= span.from && at <= span.to);
  }

  /** The wall clock in seconds, as the trace has it. */
  private static double now() {
    java.time.Instant now = java.time.Instant.now();
    return now.getEpochSecond() + now.getNano() / 1e9;
  }

  /** Reads when syncs came back. */
  private static List<Double> syncs(Path trace) throws IOException {
    List<Double> done = new ArrayList<>();
    for (String line : Files.readAllLines(trace)) {
      Matcher matcher = DONE.matcher(line);
      if (matcher.find()) {
        boolean isResumed = line.contains("resumed");
        double at = Double.parseDouble(matcher.group(1));
        done.add(isResumed ? at : at + Double.parseDouble(matcher.group(2)));
      }
    }
    return done;
  }

  private static Process start(Path directory, Path trace) throws IOException {
    Path settings = directory.resolve("latchkey.yaml");
    Files.writeString(
        settings,
        """
        hashing: {memory_kib: 64, passes: 1}
        budgets: {sign_ins_per_address: 100000000, sign_ups_per_address: 100000000}
        """);
    return new ProcessBuilder(
            "strace",
            "-f",
            "-ttt",
            "-T",
            "-e",
            "trace=fsync,fdatasync",
            "-o",
            trace.toString(),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-jar",
            Path.of("target/latchkey.jar").toAbsolutePath().toString(),
            "serve",
            "--config",
            settings.toString(),
            "--data",
            directory.resolve("data").toString(),
            "--port",
            Integer.toString(PORT))
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("server.log").toFile())
        .start();
  }
}
