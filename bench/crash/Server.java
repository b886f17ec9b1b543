package crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How the packaged server is started as a process of its own, as quickly as it can, over one data directory. */
final class Server {
  /** Long, since a machine that measures something else may leave a bench alone for minutes. */
  private static final int PATIENCE_SECONDS = 900;


  private final Path directory;
  private final int port;
  private final Map<String, String> environment;
  private final Calls calls;
  private final Wire wire;
  private Process process;

  /**
   * @param directory where its settings, data and log lie
   * @param database the JDBC address of its store, null for the embedded one
   * @param environment what its process gets beside ours
   */
  Server(
      Path directory, int port, String database, Map<String, String> environment, Wire wire, Calls calls)
      throws IOException {
    this.directory = directory;
    this.port = port;
    this.environment = environment;
    this.wire = wire;
    this.calls = calls;
    Files.writeString(
        settings(),
        """
        hashing: {memory_kib: 64, passes: 1, longest_queue: 4096}
        budgets:
          failures_per_name: 1000000
          lock_window: 1s
          sign_ins_per_address: 100000000
          sign_ups_per_address: 100000000
          letters_per_name: 1000000
          letters_per_address: 100000000
        jwt_sessions: {access_lifetime: 1s, refresh_grace: 60s}
        """
            + (database == null
                ? ""
                : "database: {url: \"" + database + "\", patience: 10s}\n"));
    unpackDriver();
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /** Spares each start the unpacking of the driver's library, and the temporary directory what killed ones leave. */
  private void unpackDriver() throws IOException {
    Path unpacked = Files.createDirectories(directory.resolve("native"));
    try (InputStream library =
        Server.class.getResourceAsStream("/org/sqlite/native/Linux/x86_64/libsqlitejdbc.so")) {
      Files.copy(library, unpacked.resolve("libsqlitejdbc.so"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The file with its settings. */
  Path settings() {
    return directory.resolve("latchkey.yaml");
  }

  /** The directory with the store and the master key. */
  Path data() {
    return directory.resolve("data");
  }

  /** Starts it, without waiting for anything. */
  void launch() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xms64m",
                "-Xmx512m",
                "-Xlog:disable",
                "-Xlog:all=error:stderr"));
    Path cache = Path.of("target/latchkey.aot").toAbsolutePath();
    if (Files.exists(cache)) {
      command.add("-XX:AOTCache=" + cache);
    }
    command.add("-Dorg.sqlite.lib.path=" + directory.resolve("native"));
    command.add("-Djava.io.tmpdir=" + directory);
    command.addAll(
        List.of(
            "-jar",
            Path.of("target/latchkey.jar").toAbsolutePath().toString(),
            "serve",
            "--config",
            settings().toString(),
            "--data",
            data().toString(),
            "--port",
            Integer.toString(port)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("server.log").toFile());
    builder.environment().putAll(environment);
    wire.forget();
    process = builder.start();
  }

  /** Starts it and waits until it takes requests. */
  void start() throws IOException, InterruptedException {
    launch();
    awaitReady();
  }

  /** Waits until it takes requests. */
  void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!calls.isReady()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException(
            (process.isAlive() ? "the server does not get ready: " : "the server does not start: ")
                + Files.readString(directory.resolve("server.log")));
      }
      TimeUnit.MILLISECONDS.sleep(15);
    }
  }

  /** Ends it with SIGKILL. */
  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Ends it in peace. */
  void stop() {
    process.destroy();
    process.onExit().join();
  }
}
