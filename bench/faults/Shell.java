package faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Runs commands, and judges a store after a fault. */
final class Shell {
  private Shell() {}

  /** Runs a command and gives its exit code; 127 if there is no such command. */
  static int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return 127;
    }
  }

  /** Starts a server on the store of one that was killed, and looks for everybody who was told yes. */
  static Fault.Row judged(
      String what,
      Path directory,
      Path data,
      int port,
      Load load,
      String writes,
      String checks,
      long after)
      throws Exception {
    try (Server again = Server.start(directory, data, port, Map.of(), "");
        load) {
      int lost = load.lost().size();
      boolean isRight =
          lost == 0 && after >= 0 && again.isAlive() && !checks.contains("401") && !writes.contains("500");
      return new Fault.Row(
          what,
          "writes " + writes + ", session checks " + checks,
          after < 0 ? "no" : "yes, after " + after + " ms",
          load.acknowledged.size(),
          lost,
          isRight);
    }
  }
}
