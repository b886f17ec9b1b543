package faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets the machine under a real server fail in one way after another and prints, for each, what its
 * clients saw, whether it recovered without a restart, and what was lost.
 *
 * <p>Usage: {@code bench/faults.sh [--port P] [--only NAME]}.
 */
final class Faults {
  private static final List<Fault> ALL =
      List.of(
          new FullDisk(),
          new FailingDisk("read-only", "file system read-only for 4 s (EROFS)", "o"),
          new FailingDisk("write-error", "EIO at every write for 4 s", "w"),
          new FailingDisk("sync-error", "EIO at every fsync for 4 s", "s"),
          new FailingDisk("read-error", "EIO at every read for 4 s", "r"),
          new DamagedFile(false),
          new DamagedFile(true),
          new OpenFiles(),
          new LargeRequests(),
          new NoMemory());

  private Faults() {}

  public static void main(String[] args) throws Exception {
    int port = 8097;
    String only = "";
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--port" -> port = Integer.parseInt(args[i + 1]);
        case "--only" -> only = args[i + 1];
        default -> throw new IllegalArgumentException("there is no option " + args[i]);
      }
    }
    List<String> table = new ArrayList<>();
    boolean isRight = true;
    for (Fault fault : ALL) {
      if (!only.isEmpty() && !fault.name().equals(only)) {
        continue;
      }
      System.out.println(fault.name());
      Path directory = Files.createTempDirectory("latchkey-fault");
      try {
        Fault.Row row = fault.happen(directory, port++);
        table.add(
            "| %s | %s | %s | %,d | %d | %s |"
                .formatted(
                    row.what(),
                    row.seen(),
                    row.recovery(),
                    row.acknowledged(),
                    row.lost(),
                    row.isRight() ? "right" : "WRONG"));
        isRight &= row.isRight();
      } catch (Fault.Skipped e) {
        table.add("| %s | skipped: %s | | | | |".formatted(fault.name(), e.getMessage()));
      } finally {
        remove(directory);
      }
    }
    System.out.println();
    System.out.println(
        "| fault | what clients saw meanwhile | recovered without restart | acknowledged | lost | |");
    System.out.println("|---|---|---|---|---|---|");
    table.forEach(System.out::println);
    System.exit(isRight ? 0 : 1);
  }

  private static void remove(Path directory) throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
