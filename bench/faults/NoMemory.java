package faults;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The heap is far too small for what is asked of it. */
final class NoMemory implements Fault {
  private static final int CLIENTS = 4_000;

  @Override
  public String name() {
    return "no-memory";
  }

  @Override
  public Row happen(Path directory, int port) throws Exception {
    Path data = directory.resolve("data");
    Load load;
    int exit;
    try (Server server = Server.start(directory, data, port, Map.of(), "", "-Xmx20m")) {
      load = new Load(port);
      TimeUnit.SECONDS.sleep(1);
      try (Stalled stalled = Stalled.open(port, CLIENTS, Stalled.body())) {
        exit = server.exit(20);
      }
      load.stop();
      System.out.println("  exit code " + exit + ", last words: " + server.line("OutOfMemory"));
    }
    Row row =
        Shell.judged(
            "heap exhausted: -Xmx20m, %,d clients that stall in a body".formatted(CLIENTS),
            directory, data, port, load, load.written(), load.checked(), 0);
    return new Row(
        row.what(), row.seen(), "no: exits with code " + exit + ", a new start serves",
        row.acknowledged(), row.lost(), row.lost() == 0 && exit > 0);
  }
}
