package faults;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The process may have 128 files open, and 400 clients connect and say nothing. */
final class OpenFiles implements Fault {
  @Override
  public String name() {
    return "open-files";
  }

  @Override
  public Row happen(Path directory, int port) throws Exception {
    Path data = directory.resolve("data");
    Load load;
    String meanwhile;
    String checks;
    double share;
    long after;
    List<Socket> idle = new ArrayList<>();
    try (Server server = Server.start(directory, data, port, Map.of(), "ulimit -n 128")) {
      load = new Load(port);
      TimeUnit.SECONDS.sleep(2);
      for (int i = 0; i < 400; i++) {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), 2_000);
        idle.add(socket);
      }
      TimeUnit.SECONDS.sleep(1);
      load.forget();
      TimeUnit.SECONDS.sleep(3);
      meanwhile = load.written();
      checks = load.checked();
      load.stop();
      double before = server.processorSeconds();
      TimeUnit.SECONDS.sleep(4);
      share = (server.processorSeconds() - before) / 4;
      for (Socket socket : idle) {
        socket.close();
      }
      long begin = System.nanoTime();
      try (Load fresh = new Load(port)) {
        after = fresh.recovered(begin);
        fresh.stop();
        load.acknowledged.addAll(fresh.acknowledged);
      }
      System.out.println("  log: " + server.line("files"));
      System.out.println("  log lines: " + server.said().lines().count());
    }
    Row row =
        Shell.judged(
            "128 files, 400 silent connections", directory, data, port, load, meanwhile, checks, after);
    String busy = String.format(Locale.ROOT, ", %.0f %% of a core while starved", share * 100);
    return new Row(
        row.what(), row.seen() + busy, row.recovery(), row.acknowledged(), row.lost(),
        row.isRight() && share < 0.5);
  }
}
