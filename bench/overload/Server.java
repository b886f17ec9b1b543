package overload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged server, started as its users start it, and what the system says about its process. */
final class Server implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

  private static final Pattern READS =
      Pattern.compile("^latchkey_check_reads_total (\\S+)", Pattern.MULTILINE);

  final int port;
  private final Process process;
  private volatile long largest;

  private Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param port where it listens; 0 for anywhere
   * @param data where its store is
   * @param settings its configuration, in YAML
   * @param options further options of the virtual machine
   */
  static Server start(int port, Path data, String settings, String options) throws IOException {
    Path config = data.resolveSibling(data.getFileName() + ".yaml");
    Files.writeString(config, settings);
    ProcessBuilder builder =
        new ProcessBuilder(
            "./latchkey", "serve", "--port", Integer.toString(port), "--data", data.toString(),
            "--config", config.toString());
    builder.environment().put("LATCHKEY_JAVA_OPTS", options);
    Path log = data.resolveSibling(data.getFileName() + ".log");
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = LISTENS.matcher(line);
      if (matcher.find()) {
        Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(ignored -> {}));
        Server server = new Server(process, Integer.parseInt(matcher.group(1)));
        Thread.ofPlatform().daemon().start(server::watch);
        return server;
      }
    }
    throw new IOException("the server does not start: " + Files.readString(log));
  }

  /** Gives its resident memory, in MiB. */
  double residentMegabytes() {
    return resident() / 1024.0;
  }

  /** Gives the most resident memory that was seen since the last call, in MiB. */
  double takeLargestMegabytes() {
    double megabytes = Math.max(largest, resident()) / 1024.0;
    largest = 0;
    return megabytes;
  }

  /** Gives the processor time it has used so far, in seconds: that of the threads that hash, and that of all others. */
  double[] processorSeconds() throws IOException {
    double hash = 0;
    double rest = 0;
    try (var tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      for (Path task : tasks.toList()) {
        try {
          String stat = Files.readString(task.resolve("stat"));
          String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
          double seconds = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
          if (stat.contains("(hash-")) {
            hash += seconds;
          } else {
            rest += seconds;
          }
        } catch (IOException e) {
          // That thread has ended meanwhile.
        }
      }
    }
    return new double[] {hash, rest};
  }

  /** Says how many of its threads hash. */
  int hashThreads() throws IOException {
    int count = 0;
    try (var tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      for (Path task : tasks.toList()) {
        count += Files.readString(task.resolve("comm")).startsWith("hash-") ? 1 : 0;
      }
    }
    return count;
  }

  /** Says how often it read a session from its store, by its own figures. */
  long reads() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    String figures =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    Matcher matcher = READS.matcher(figures);
    return matcher.find() ? (long) Double.parseDouble(matcher.group(1)) : -1;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  private void watch() {
    while (process.isAlive()) {
      largest = Math.max(largest, resident());
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private long resident() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D+", ""));
        }
      }
    } catch (IOException e) {
      // It has ended.
    }
    return 0;
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
