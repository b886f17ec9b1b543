package faults;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A disk gives back other bytes than it was given: in the middle of the file, or a log without its end. */
final class DamagedFile implements Fault {
  private static final int PAGE = 4096;

  private final boolean isLog;

  DamagedFile(boolean isLog) {
    this.isLog = isLog;
  }

  @Override
  public String name() {
    return isLog ? "cut-log" : "damaged-page";
  }

  @Override
  public Row happen(Path directory, int port) throws Exception {
    Path data = directory.resolve("data");
    Load load;
    try (Server server = Server.start(directory, data, port, Map.of(), "")) {
      load = new Load(port);
      TimeUnit.SECONDS.sleep(3);
      load.stop();
    }
    if (isLog) {
      cut(data.resolve("latchkey.db-wal"));
    } else {
      // What the log holds goes into the file first, so that the damage is not covered by it.
      Server.start(directory, data, port, Map.of(), "").close();
      Files.deleteIfExists(data.resolve("latchkey.db-wal"));
      damage(data.resolve("latchkey.db"));
    }
    Server again = Server.launch(directory, data, port, Map.of(), "");
    try (again;
        load) {
      if (!again.becomesReady()) {
        int exit = again.exit(1);
        return new Row(
            what(), "no start: " + again.said().strip(), "no: restore a backup",
            load.acknowledged.size(), 0, exit == 2);
      }
      return judge(again, load);
    }
  }

  private Row judge(Server again, Load load) throws Exception {
    int in = 0;
    int refused = 0;
    int unknown = 0;
    for (String name : List.copyOf(load.acknowledged)) {
      String body = "{\"login\":\"%s\",\"password\":\"pass-%s\"}".formatted(name, name);
      switch (load.send("POST", "/sign_in", body).statusCode()) {
        case 200 -> in++;
        case 503 -> refused++;
        default -> unknown++;
      }
    }
    System.out.println("  log: " + again.line("damaged"));
    String seen =
        "start goes well; sign-ins: %d let in, %d answered 503, %d unknown"
            .formatted(in, refused, unknown);
    return new Row(
        what(), seen, isLog ? "cannot be told from a crash" : "no: restore a backup",
        load.acknowledged.size(), unknown, isLog || (unknown == 0 && refused > 0));
  }

  private String what() {
    return isLog ? "the second half of the log is gone" : "every third page of the file is junk";
  }

  private static void cut(Path log) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
  }

  private static void damage(Path store) throws Exception {
    byte[] junk = "junk".repeat(PAGE / 4).getBytes();
    try (RandomAccessFile file = new RandomAccessFile(store.toFile(), "rw")) {
      // The first pages hold the schema; damage there is found at the start, so it is left whole here.
      for (long page = 60; page < file.length() / PAGE; page += 3) {
        file.seek(page * PAGE);
        file.write(junk);
      }
    }
  }
}
