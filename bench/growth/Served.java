package growth;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged server, running on one of the stores with the cheapest password hash and without budgets. */
final class Served implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");
  private static final Pattern MISSES = Pattern.compile("(?m)^latchkey_check_misses_total ([0-9.E]+)");

  // Letters about sign-ins from new devices are left out: they are no part of a look-up.
  private static final String CONFIG =
      """
      budgets:
        sign_ins_per_address: 100000000
      hashing:
        memory_kib: 8
        passes: 1
      realms:
        main:
          sessions:
            notices: false
      """;

  private final Process process;
  private final int port;

  private Served(Process process, int port) {
    this.process = process;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts it.
   *
   * @param data its data directory
   * @param url the PostgreSQL database; null for SQLite in the data directory
   */
  static Served start(Path data, String url) throws IOException {
    Files.createDirectories(data);
    Path config = Files.writeString(data.resolve("growth.yaml"), CONFIG);
    ProcessBuilder builder =
        new ProcessBuilder(
            "./latchkey", "serve", "--port", "0", "--data", data.toString(), "--config", config.toString());
    if (url != null) {
      builder.environment().putAll(Map.of("LATCHKEY_DATABASE_URL", url));
    }
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = PORT.matcher(line);
      if (matcher.find()) {
        Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(ignored -> {}));
        return new Served(process, Integer.parseInt(matcher.group(1)));
      }
    }
    throw new IOException("the server did not tell its port");
  }

  int port() {
    return port;
  }

  /** Gives the processor time that it has used, in nanoseconds. */
  long processorNanos() {
    return process.toHandle().info().totalCpuDuration().orElseThrow().toNanos();
  }

  /** Gives how many bytes it has had written to the disk, as the system counts. */
  long written() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/io"))) {
      if (line.startsWith("write_bytes:")) {
        return Long.parseLong(line.replaceAll("\\D+", ""));
      }
    }
    throw new IOException("the system does not tell what was written");
  }

  /** Gives how many checks have asked the store. */
  long misses() throws IOException {
    try (Wire wire = new Wire(port)) {
      Matcher found = MISSES.matcher(wire.exchange(Wire.get("/metrics")));
      if (!found.find()) {
        throw new IOException("the server does not tell its misses");
      }
      return (long) Double.parseDouble(found.group(1));
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
