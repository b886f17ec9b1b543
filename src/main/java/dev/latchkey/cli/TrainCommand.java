package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.wire.http.Contract;
import dev.latchkey.wire.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The run from which the build learns what a start needs: a server on a store of its own, asked on
 * every route, and the commands. Called by the build only, so no help lists it.
 */
final class TrainCommand implements Command {
  private static final int ROUNDS = 300;
  private static final int TIMEOUT_MILLIS = 20_000;

  /** Names the directory into which the driver of SQLite unpacks its library. */
  private static final String UNPACKED = "org.sqlite.tmpdir";

  private static final Pattern DRIVER = Pattern.compile("sqlite-.*sqlitejdbc\\.[a-z]+");

  /** One setting of each kind, so that the reading of a file is part of what a start needs. */
  private static final String SETTINGS =
      """
      http:
        trusted_proxies: []
      hashing: {memory_kib: 64, passes: 1}
      budgets: {failures_per_name: 1000000, sign_ins_per_address: 100000000, sign_ups_per_address: 100000000}
      realms:
        main:
          sessions: {idle: 14d, limit: 50}
      jwt_sessions:
        persistent_cookies: true
        origins: [https://app.example.com]
      """;

  @Override
  public Usage usage() {
    return new Usage(
        "train",
        "exercise the program once, so that the build can keep what a start needs",
        List.of("DIRECTORY"),
        List.of(),
        "Called by the build.",
        List.of());
  }

  @Override
  public void run(Given given, Terminal terminal) {
    Path directory = Path.of(given.parameter(0));
    try {
      Path data = Files.createTempDirectory(directory, "train");
      try {
        System.setProperty(UNPACKED, data.toString());
        exercise(data);
        keepDriver(data, directory.resolve("native"));
      } finally {
        remove(data);
      }
      // The cache fits this very Java only, so the launcher is told which.
      Files.writeString(directory.resolve("latchkey.java"), System.getProperty("java.home") + "\n");
    } catch (IOException | UncheckedIOException e) {
      throw new StartProblem("the training run failed: " + e, e);
    }
  }

  /** Keeps what the driver of SQLite has unpacked, so that no start has to do that again. */
  private static void keepDriver(Path data, Path kept) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      Path library =
          files
              .filter(file -> DRIVER.matcher(file.getFileName().toString()).matches())
              .findFirst()
              .orElseThrow(() -> new StartProblem("the driver of SQLite has unpacked nothing"));
      Files.createDirectories(kept);
      // Servers that run have the one before open; a move leaves it to them.
      Path whole = kept.resolve("whole.tmp");
      Files.copy(library, whole, StandardCopyOption.REPLACE_EXISTING);
      // Whoever may read the jar may run the server, not only who built it.
      if (!whole.toFile().setReadable(true, false)) {
        throw new IOException("cannot make " + whole + " readable");
      }
      Files.move(
          whole,
          kept.resolve(System.mapLibraryName("sqlitejdbc")),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void exercise(Path data) throws IOException {
    Files.writeString(data.resolve("latchkey.yaml"), SETTINGS);
    Terminal quiet = quiet(data);
    Given options =
        new Given(
            List.of(),
            Map.of(Configuration.DATA.name(), data.toString(), Configuration.PORT.name(), "0"));
    ServerSettings settings = Configuration.read(options, quiet);
    // The first makes the store; the second starts on it, as most starts do.
    House.open(settings).close();
    try (House house = House.open(settings)) {
      int port = house.start();
      ServeCommand.greeting(house, port, true).forEach(quiet.out()::println);
      Demo.prepare(house, settings.http().address(port));
      for (int round = 0; round < ROUNDS; round++) {
        expect(200, request(port, "GET", "/health/live", ""));
        expect(200, request(port, "GET", "/health/ready", ""));
        expect(404, request(port, "GET", "/nowhere", ""));
        expect(200, request(port, "GET", "/account/sign-in", ""));
        for (Contract contract : house.contracts()) {
          exercise(contract, port);
        }
      }
      commands(data, quiet);
    }
  }

  private static void exercise(Contract contract, int port) throws IOException {
    Contract.Sample sample =
        contract
            .sample(Demo.NAME, Demo.PASSWORD)
            .orElseThrow(() -> new StartProblem(contract.name() + " shows no sign-in"));
    expect(200, request(port, "POST", sample.path(), sample.json()));
    for (Route route : contract.routes()) {
      // What it answers does not matter; a defect does.
      String answer = request(port, route.method(), route.path(), "{}");
      if (answer.startsWith("HTTP/1.1 5")) {
        throw new StartProblem(route.path() + " answered " + answer.lines().findFirst());
      }
    }
  }

  private static void expect(int status, String answer) {
    if (!answer.startsWith("HTTP/1.1 " + status)) {
      throw new StartProblem("the training run got " + answer);
    }
  }

  private static String request(int port, String method, String path, String body)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String head =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
              + (bytes.length == 0
                  ? "\r\n"
                  : "Content-Type: application/json\r\nContent-Length: "
                      + bytes.length
                      + "\r\n\r\n");
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Terminal quiet(Path directory) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    return new Terminal(nowhere, nowhere, Map.of("LATCHKEY_HTTP_HOST", "127.0.0.1"), directory);
  }

  private static void commands(Path data, Terminal quiet) {
    Program program = new Program(Commands.all());
    for (List<String> words :
        List.of(
            List.of("--help"),
            List.of("serve", "--help"),
            List.of("accounts", "list", "--data", data.toString()),
            List.of("accounts", "show", Demo.NAME, "--json", "--data", data.toString()),
            List.of("sessions", "list", "--account", Demo.NAME, "--data", data.toString()),
            List.of("clients", "list", "--data", data.toString()),
            List.of("outbox", "--data", data.toString()))) {
      if (program.run(words, quiet) != Program.DONE) {
        throw new StartProblem("the training run failed at: latchkey " + String.join(" ", words));
      }
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
