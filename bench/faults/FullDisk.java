package faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The disk of the data directory is full for a while. */
final class FullDisk implements Fault {
  @Override
  public String name() {
    return "full-disk";
  }

  @Override
  public Row happen(Path directory, int port) throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    if (Shell.run("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk.toString()) != 0) {
      throw new Skipped("a small file system cannot be mounted (needs root)");
    }
    try {
      return fill(directory, disk, port);
    } finally {
      Shell.run("umount", "-l", disk.toString());
    }
  }

  private static Row fill(Path directory, Path disk, int port) throws Exception {
    Path data = disk.resolve("data");
    String meanwhile;
    String checks;
    long after;
    Load load;
    try (Server server = Server.start(directory, data, port, Map.of(), "")) {
      load = new Load(port);
      TimeUnit.SECONDS.sleep(2);
      Path filler = disk.resolve("filler");
      fill(filler);
      TimeUnit.MILLISECONDS.sleep(500);
      load.forget();
      TimeUnit.SECONDS.sleep(5);
      meanwhile = load.written();
      checks = load.checked();
      Files.delete(filler);
      after = load.recovered(System.nanoTime());
      TimeUnit.SECONDS.sleep(1);
      load.stop();
      System.out.println("  refused with: " + load.sample());
      System.out.println("  log: " + server.line("is full"));
    }
    return Shell.judged(
        "disk full for 5 s", directory, data, port, load, meanwhile, checks, after);
  }

  private static void fill(Path filler) throws IOException {
    byte[] bytes = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(bytes);
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space")) {
        throw e;
      }
    }
  }
}
