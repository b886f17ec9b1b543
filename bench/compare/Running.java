package compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import load.Connection;
import load.Http;
import load.Program;

/** A server process that was started by its launcher and has said that it is ready. */
final class Running implements AutoCloseable {
  private static final byte[] READY = Http.get("/health/ready");
  private static final long LONGEST_SECONDS = 600;
  private static final long SHORTEST_PAUSE_MILLIS = 5;

  /** The pauses grow with the time that has passed, so that all starts are known as exactly. */
  private static final int PAUSES = 50;

  private final Process process;
  private final double startMillis;

  private Running(Process process, double startMillis) {
    this.process = process;
    this.startMillis = startMillis;
  }

  /**
   * Launches a command and asks its health page until that says 200.
   *
   * @param environment variables beside those of this process
   * @param log where its output goes
   */
  static Running start(
      List<String> command, Map<String, String> environment, int healthPort, Path log)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    long before = System.nanoTime();
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> kill(process)));
    while (!isReady(healthPort)) {
      if (!process.isAlive() || System.nanoTime() - before > LONGEST_SECONDS * 1_000_000_000) {
        kill(process);
        throw new IOException("it does not start; see " + log + ": " + command);
      }
      long passed = (System.nanoTime() - before) / 1_000_000;
      TimeUnit.MILLISECONDS.sleep(Math.max(SHORTEST_PAUSE_MILLIS, passed / PAUSES));
    }
    return new Running(process, (System.nanoTime() - before) / 1e6);
  }

  private static boolean isReady(int port) {
    try (Connection connection = new Connection(port)) {
      return connection.exchange(READY) == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Gives the milliseconds from the launch to the first answer that it is ready. */
  double startMillis() {
    return startMillis;
  }

  /** Gives the resident memory of its Java process, in MiB. */
  long residentMegabytes() throws IOException {
    long most = Program.residentMegabytes(process.pid());
    for (ProcessHandle child : process.descendants().toList()) {
      most = Math.max(most, Program.residentMegabytes(child.pid()));
    }
    return most;
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Ends it in peace. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        kill(process);
        throw new IOException("it does not end when asked to");
      }
    } catch (InterruptedException e) {
      kill(process);
      throw new IOException("interrupted", e);
    }
  }
}
