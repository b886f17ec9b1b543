package nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One real server, in a process of its own, and its connections to callers. */
final class Node implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final String name;
  private final int port;
  private final List<String> command;
  private static final Pattern INBOX = Pattern.compile("http://[^/]+(/dev/inbox)(\\?key=\\S+)");

  private final Path log;
  private final ConcurrentLinkedDeque<Wire> idle = new ConcurrentLinkedDeque<>();
  private volatile Process process;

  Node(String name, int port, List<String> command, Path log) {
    this.name = name;
    this.port = port;
    this.command = command;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  /** Starts the process and comes back at once. */
  void launch() throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  /** Comes back when the server takes requests. */
  void awaitReady(long seconds) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!isHealthy("/health/ready")) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("node " + name + " is not ready: " + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** Asks a health check on a connection of its own, with a second of patience. */
  boolean isHealthy(String path) {
    try (Wire wire = Wire.to(port, 1_000)) {
      return wire.send("GET", path, "").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends a request on a connection that is kept, or a new one. */
  Wire.Answer send(String method, String path, String body, String... headers) throws IOException {
    Wire wire = idle.pollFirst();
    while (wire != null && !wire.isUsable()) {
      wire.close();
      wire = idle.pollFirst();
    }
    if (wire == null) {
      wire = Wire.to(port, PATIENCE_MILLIS);
    }
    try {
      Wire.Answer answer = wire.send(method, path, body, headers);
      idle.addFirst(wire);
      return answer;
    } catch (IOException | RuntimeException e) {
      wire.close();
      throw e;
    }
  }

  /** Asks the server to stop, as an orchestrator does, and waits for it. */
  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  void kill() {
    if (process != null) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  /** Stops the process in its tracks. */
  void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on. */
  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  /** Counts the threads of the process: those of the platform, and those that serve requests. */
  Threads threads(Path directory) throws IOException, InterruptedException {
    Path dump = directory.resolve("threads-" + name + ".json");
    Files.deleteIfExists(dump);
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "Thread.dump_to_file",
                "-format=json",
                dump.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    tool.waitFor();
    String text = Files.readString(dump);
    long requests = text.lines().filter(line -> line.contains("\"name\": \"http-")).count();
    long platform =
        Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
            .filter(line -> line.startsWith("Threads:"))
            .mapToLong(line -> Long.parseLong(line.substring(8).strip()))
            .findFirst()
            .orElseThrow();
    return new Threads(platform, requests);
  }

  @Override
  public void close() {
    kill();
  }

  /** How many threads there are. */
  record Threads(long platform, long requests) {}

  /** The path of its development inbox in JSON, with the key that it printed at its last start. */
  String inbox() throws IOException {
    Matcher matcher = INBOX.matcher(Files.readString(log));
    String path = null;
    while (matcher.find()) {
      path = matcher.group(1) + ".json" + matcher.group(2);
    }
    if (path == null) {
      throw new IOException("node " + name + " shows no inbox");
    }
    return path;
  }
}
