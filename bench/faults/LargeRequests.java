package faults;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Hundreds of the largest legal requests at once, on a heap of 64 MB, and two thousand that stall in the middle. */
final class LargeRequests implements Fault {
  private static final int CLIENTS = 256;
  private static final int STALLED = 2_000;

  @Override
  public String name() {
    return "large-requests";
  }

  @Override
  public Row happen(Path directory, int port) throws Exception {
    Path data = directory.resolve("data");
    Load load;
    Map<String, Integer> answers;
    String meanwhile;
    String checks;
    long after;
    boolean isAlive;
    try (Server server = Server.start(directory, data, port, Map.of(), "", "-Xmx64m")) {
      load = new Load(port);
      TimeUnit.SECONDS.sleep(1);
      load.forget();
      try (Stalled stalled = Stalled.open(port, STALLED, Stalled.body())) {
        answers = Flood.run(port, CLIENTS, 5);
      }
      meanwhile = load.written();
      checks = load.checked();
      after = load.recovered(System.nanoTime());
      load.stop();
      isAlive = server.isAlive();
    }
    Row row =
        Shell.judged(
            "bodies of 64 KiB from %d clients for 5 s, %,d more stall in theirs, -Xmx64m"
                .formatted(CLIENTS, STALLED),
            directory, data, port, load, meanwhile, checks, after);
    return new Row(
        row.what(), "flood " + answers + ", " + row.seen(), row.recovery(), row.acknowledged(),
        row.lost(), row.isRight() && isAlive);
  }
}
