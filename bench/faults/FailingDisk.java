package faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The disk answers some of what the store asks of it with an error, for a while. */
final class FailingDisk implements Fault {
  private final String name;
  private final String what;
  private final String fault;

  FailingDisk(String name, String what, String fault) {
    this.name = name;
    this.what = what;
    this.fault = fault;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Row happen(Path directory, int port) throws Exception {
    Path shim = directory.resolve("shim.so");
    Path source = Path.of("bench/faults/shim.c").toAbsolutePath();
    if (Shell.run("gcc", "-shared", "-fPIC", "-O1", "-o", shim.toString(), source.toString(), "-ldl") != 0) {
      throw new Skipped("gcc is missing");
    }
    Path control = Files.writeString(directory.resolve("fault"), "0");
    Path data = directory.resolve("data");
    Map<String, String> environment =
        Map.of("LD_PRELOAD", shim.toString(), "DISK_FAULT", control.toString());
    Load load;
    String meanwhile;
    String checks;
    long after;
    try (Server server = Server.start(directory, data, port, environment, "")) {
      load = new Load(port);
      TimeUnit.SECONDS.sleep(2);
      set(control, fault);
      TimeUnit.MILLISECONDS.sleep(300);
      load.forget();
      TimeUnit.SECONDS.sleep(4);
      meanwhile = load.written();
      checks = load.checked();
      set(control, "0");
      after = load.recovered(System.nanoTime());
      TimeUnit.SECONDS.sleep(1);
      load.stop();
      System.out.println("  refused with: " + load.sample());
      System.out.println("  log: " + server.line("the disk of the store"));
    }
    // What is in memory needs no reading, so that writes may well go on while reads fail.
    if (!fault.equals("r") && meanwhile.contains("200")) {
      throw new IOException("writes were acknowledged during the fault: " + meanwhile);
    }
    return Shell.judged(what, directory, data, port, load, meanwhile, checks, after);
  }

  /** Changes the byte in place: the server has the file mapped. */
  private static void set(Path control, String value) throws IOException {
    try (var file = new java.io.RandomAccessFile(control.toFile(), "rw")) {
      file.write(value.charAt(0));
    }
  }
}
