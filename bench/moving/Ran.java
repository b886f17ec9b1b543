package moving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One run of the command.
 *
 * @param seconds how long it took
 * @param peakMiB the most memory that the system counted for it
 * @param code its exit code; 137 if it was killed
 * @param printed what it printed
 */
record Ran(double seconds, long peakMiB, int code, String printed) {
  private static final long LOOK_NANOS = 20_000_000;

  /** Runs an import to its end, or kills it when the time is over. */
  static Ran run(Path file, Path data, String server, double killAfterSeconds) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of("./latchkey", "import", "accounts", file.toString(), "--data", data.toString()));
    Path out = Files.createTempFile("import", ".out");
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out.toFile());
    if (server != null) {
      builder.environment().put("LATCHKEY_DATABASE_URL", server);
    }
    long begin = System.nanoTime();
    Process process = builder.start();
    long peak = 0;
    while (process.isAlive()) {
      peak = Math.max(peak, peak(process));
      if (seconds(begin) > killAfterSeconds) {
        process.destroyForcibly();
        process.waitFor();
        break;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    process.waitFor(10, TimeUnit.SECONDS);
    String printed = Files.readString(out);
    Files.delete(out);
    return new Ran(seconds(begin), peak, process.exitValue(), printed);
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Reads the high-water mark of the memory that is resident. */
  private static long peak(Process process) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
    } catch (IOException e) {
      // It has just ended.
    }
    return 0;
  }
}
