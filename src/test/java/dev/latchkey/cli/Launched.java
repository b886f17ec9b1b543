package dev.latchkey.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The program as a process of its own, started by the launcher. */
final class Launched implements AutoCloseable {
  /** The launcher of this build. */
  static final Path LAUNCHER = Path.of("latchkey").toAbsolutePath();

  private static final long PATIENCE_SECONDS = 60;

  private final Path directory;
  private final List<String> printed = new ArrayList<>();
  private @Nullable Process process;
  private int port;

  private Launched(Path directory) {
    this.directory = directory;
  }

  /** Runs things in a directory. */
  static Launched in(Path directory) {
    return new Launched(directory);
  }

  /** Runs a command to its end. */
  Ended call(Path launcher, Map<String, String> environment, String... words) throws Exception {
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    ProcessBuilder builder = builder(launcher, words);
    builder.environment().putAll(environment);
    Process called = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!called.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      called.destroyForcibly();
      throw new AssertionError("does not end: " + String.join(" ", words));
    }
    Ended ended = new Ended(called.exitValue(), Files.readString(out), Files.readString(err));
    Files.delete(out);
    Files.delete(err);
    return ended;
  }

  /** Starts a server on a free port and waits until it has printed all that it prints. */
  Launched serve() throws Exception {
    return serve("  allow.documented_client", 1);
  }

  /** Starts a server with its demonstration. */
  Launched serveDemo() throws Exception {
    return serve("curl ", 5, "--demo");
  }

  /** Waits for as many lines as are wanted that begin as the last one does. */
  private Launched serve(String last, int times, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("serve", "--port", "0"));
    words.addAll(List.of(options));
    Process started =
        builder(LAUNCHER, words.toArray(String[]::new))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process = started;
    int wanted = times;
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
    while (wanted > 0) {
      String line = reader.readLine();
      if (line == null) {
        throw new AssertionError("the server ended: " + printed);
      }
      printed.add(line);
      if (line.startsWith(last)) {
        wanted--;
      }
      if (line.startsWith("Latchkey listens on ")) {
        port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
      }
    }
    return this;
  }

  private ProcessBuilder builder(Path launcher, String... words) {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LATCHKEY_"));
    return builder;
  }

  int port() {
    return port;
  }

  List<String> printed() {
    return printed;
  }

  /** Sends SIGTERM. */
  void terminate() {
    process().destroy();
  }

  /** Sends SIGKILL and waits. */
  void kill() throws InterruptedException {
    process().destroyForcibly().waitFor();
  }

  /** Sends SIGTERM and measures how long the process goes on. */
  Duration stop() throws InterruptedException {
    long begin = System.nanoTime();
    terminate();
    process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  int code() {
    return process().exitValue();
  }

  private Process process() {
    if (process == null) {
      throw new IllegalStateException("nothing was started");
    }
    return process;
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** What a command came to. */
  record Ended(int code, String out, String err) {}
}
