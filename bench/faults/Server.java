package faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real server process over a data directory, with a password hash that costs next to nothing. */
final class Server implements AutoCloseable {
  private static final long START_SECONDS = 60;

  final int port;
  private final Path log;
  private final Process process;

  private Server(int port, Path log, Process process) {
    this.port = port;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param directory where its log and settings go
   * @param data where its store is
   * @param environment variables for it
   * @param limits shell commands that come first, such as {@code ulimit -n 128}
   * @param options options of the virtual machine
   */
  static Server start(
      Path directory,
      Path data,
      int port,
      Map<String, String> environment,
      String limits,
      String... options)
      throws IOException, InterruptedException {
    Server server = launch(directory, data, port, environment, limits, options);
    if (!server.becomesReady()) {
      server.close();
      throw new IOException("the server does not start: " + server.said());
    }
    return server;
  }

  /** Waits until it takes requests; false if it ends before, or takes a minute. */
  boolean becomesReady() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return true;
  }

  /** Starts one without waiting for it. */
  static Server launch(
      Path directory,
      Path data,
      int port,
      Map<String, String> environment,
      String limits,
      String... options)
      throws IOException {
    Path settings = directory.resolve("latchkey.yaml");
    Files.writeString(
        settings,
        """
        hashing: {memory_kib: 64, passes: 1, longest_queue: 4096}
        budgets: {failures_per_name: 1000000, sign_ins_per_address: 100000000, sign_ups_per_address: 100000000}
        """);
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the launcher has them.
    words.addAll(
        List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xlog:disable", "-Xlog:all=error:stderr"));
    words.add("-XX:+ExitOnOutOfMemoryError");
    words.addAll(List.of(options));
    words.addAll(
        List.of(
            "-jar",
            Path.of("target/latchkey.jar").toAbsolutePath().toString(),
            "serve",
            "--config",
            settings.toString(),
            "--data",
            data.toString(),
            "--port",
            Integer.toString(port)));
    String command = (limits.isEmpty() ? "" : limits + "; ") + "exec \"$0\" \"$@\"";
    List<String> shell = new ArrayList<>(List.of("sh", "-c", command));
    shell.addAll(words);
    Path log = directory.resolve("server.log");
    ProcessBuilder builder =
        new ProcessBuilder(shell).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Server(port, log, process);
  }

  private boolean isReady() throws InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end and gives the exit code; -1 if it does not come. */
  int exit(long seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /** Gives what it printed. */
  String said() throws IOException {
    return Files.readString(log);
  }

  /** Gives the first line of its log that contains a text. */
  String line(String text) throws IOException {
    return said().lines().filter(one -> one.contains(text)).findFirst().orElse("nothing");
  }

  /** Gives the processor time that it has used, in seconds. */
  double processorSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }

  /** Ends it with SIGKILL. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
