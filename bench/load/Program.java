package load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server process that tells its port on standard output. */
public final class Program implements AutoCloseable {
  private final Process process;
  private final int port;

  private Program(Process process, int port) {
    this.process = process;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts it and waits for the line with its port.
   *
   * @param portLine finds the port, as its first group
   * @throws IOException if it ends without such a line
   */
  public static Program start(List<String> command, Pattern portLine) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = portLine.matcher(line);
      if (matcher.find()) {
        Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(ignored -> {}));
        return new Program(process, Integer.parseInt(matcher.group(1)));
      }
    }
    throw new IOException("the server did not tell its port: " + command);
  }

  /** Gives the port it told. */
  public int port() {
    return port;
  }

  /** Gives the memory it holds at the moment, in MiB; -1 where the system does not tell. */
  public long residentMegabytes() throws IOException {
    return residentMegabytes(process.pid());
  }

  /** Gives the memory that a process holds at the moment, in MiB; -1 where it is not told. */
  public static long residentMegabytes(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.exists(status)) {
      return -1;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D+", "")) / 1024;
      }
    }
    return -1;
  }

  /** Ends it in peace, and waits for that. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
