package nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import postgres.Postgres;

/** Three nodes on one PostgreSQL, each with a wire of its own to each host of the database. */
final class Cluster implements AutoCloseable {
  static final int NODES = 3;
  private static final String DATABASE = "latchkey";

  final Path directory;
  final Postgres primary;

  /** Follows the primary, which waits for it at each commit; null if there is none. */
  Postgres standby;

  final List<Node> nodes = new ArrayList<>();

  /** The wires of each node, to the first host and, if there is one, to the second. */
  final List<List<Link>> links = new ArrayList<>();

  private Cluster(Path directory, Postgres primary) {
    this.directory = directory;
    this.primary = primary;
  }

  /** Starts the database and three nodes. */
  static Cluster start(Options options, String... settings) throws Exception {
    return start(options, false, settings);
  }

  /** Starts a primary, whose address each node gets together with that of a second host, and three nodes. */
  static Cluster start(Options options, boolean hasSecond, String... settings) throws Exception {
    Path directory = Files.createTempDirectory("latchkey-nodes");
    // A copy, so that a build meanwhile does no harm.
    Files.copy(Path.of(options.jar()), directory.resolve("latchkey.jar"));
    Postgres primary = Postgres.start(directory, options.port(), "max_connections=200");
    Cluster cluster = new Cluster(directory, primary);
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::removeFiles));
    primary.create(DATABASE);
    if (hasSecond) {
      cluster.standby = primary.standby(options.port() + 1);
      primary.execute("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'standby'");
      primary.execute("postgres", "SELECT pg_reload_conf()");
      cluster.awaitSynchronous();
    }
    for (int i = 0; i < NODES; i++) {
      List<Link> own = new ArrayList<>();
      own.add(Link.open(options.port() + 10 + i, options.port()));
      if (hasSecond) {
        own.add(Link.open(options.port() + 20 + i, options.port() + 1));
      }
      cluster.links.add(own);
      cluster.nodes.add(cluster.node(options, i, own, List.of(settings)));
    }
    cluster.nodes.getFirst().launch();
    cluster.nodes.getFirst().awaitReady(180);
    for (Node node : cluster.nodes.subList(1, NODES)) {
      node.launch();
    }
    for (Node node : cluster.nodes) {
      node.awaitReady(180);
    }
    return cluster;
  }

  private void awaitSynchronous() throws Exception {
    String sql = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'";
    for (int i = 0; i < 1_000; i++) {
      try (Connection connection = DriverManager.getConnection(primary.url("postgres"));
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        if (rows.next()) {
          return;
        }
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IOException("the standby does not follow");
  }

  private Node node(Options options, int number, List<Link> own, List<String> settings)
      throws IOException {
    String name = String.valueOf((char) ('A' + number));
    List<String> hosts = own.stream().map(link -> "127.0.0.1:" + link.port()).toList();
    List<String> lines = new ArrayList<>();
    lines.add("hashing: {memory_kib: 64, passes: 1, longest_queue: 4096}");
    lines.add(
        "database: {url: \"jdbc:postgresql://"
            + String.join(",", hosts)
            + "/"
            + DATABASE
            + "?user=postgres\"}");
    lines.addAll(settings);
    if (lines.stream().noneMatch(line -> line.startsWith("budgets:"))) {
      lines.add(
          "budgets: {failures_per_name: 1000000, sign_ins_per_address: 100000000,"
              + " sign_ups_per_address: 100000000, letters_per_name: 1000000,"
              + " letters_per_address: 1000000}");
    }
    Path file = Files.write(directory.resolve("node-" + name + ".yaml"), lines);
    int port = options.port() + 30 + number;
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xmx512m",
            "-jar",
            directory.resolve("latchkey.jar").toString(),
            "serve",
            "--config",
            file.toString(),
            // Nodes share the master key, and nothing else lies there.
            "--data",
            directory.resolve("data").toString(),
            "--port",
            Integer.toString(port));
    return new Node(name, port, command, directory.resolve("node-" + name + ".log"));
  }

  Node node(int number) {
    return nodes.get(number);
  }

  /** Gives the wire of a node to the first host. */
  Link link(int number) {
    return links.get(number).getFirst();
  }

  /** Asks the primary for one number. */
  long number(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(primary.url(DATABASE));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Runs a statement at the primary. */
  void execute(String statement) throws SQLException {
    primary.execute(DATABASE, statement);
  }

  static String database() {
    return DATABASE;
  }

  @Override
  public void close() throws Exception {
    nodes.forEach(Node::kill);
    for (List<Link> own : links) {
      for (Link link : own) {
        link.close();
      }
    }
    primary.kill();
    if (standby != null) {
      standby.kill();
    }
  }

  private void removeFiles() {
    nodes.forEach(Node::kill);
    primary.kill();
    if (standby != null) {
      standby.kill();
    }
    if (System.getenv("BENCH_KEEP") != null) {
      System.out.println("kept " + directory);
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | RuntimeException e) {
      System.err.println("could not remove " + directory + ": " + e);
    }
  }
}
