package dev.latchkey.house;

import dev.latchkey.adapter.sql.DatabaseSettings;
import dev.latchkey.adapter.sql.PostgresServer;
import dev.latchkey.boot.House;
import dev.latchkey.boot.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The whole server on a free port of loopback, over a real SQLite file in a directory of its own,
 * with a clock that the test moves and a cheap password hash. Closing it stops the server and
 * removes the directory.
 */
public final class RunningHouse implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Path directory;
  private final TestClock clock;
  private final House house;
  private final int port;
  private final boolean ownsDirectory;

  private RunningHouse(
      Path directory, TestClock clock, House house, int port, boolean ownsDirectory) {
    this.directory = directory;
    this.clock = clock;
    this.house = house;
    this.port = port;
    this.ownsDirectory = ownsDirectory;
  }

  /** Starts one in compatible mode. */
  public static RunningHouse start() {
    return start(settings -> settings);
  }

  /** Starts one with changed settings. */
  public static RunningHouse start(UnaryOperator<ServerSettings> change) {
    try {
      Path directory = Files.createTempDirectory("latchkey-test");
      TestClock clock = new TestClock();
      ServerSettings settings = change.apply(TestSettings.cheap(directory));
      House house = House.open(settings, clock);
      return new RunningHouse(directory, clock, house, house.start(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one in compatible mode, over an empty database on a real PostgreSQL server. */
  public static RunningHouse onPostgres() {
    return onPostgres(settings -> settings);
  }

  /** Starts one with changed settings, over an empty database on a real PostgreSQL server. */
  public static RunningHouse onPostgres(UnaryOperator<ServerSettings> change) {
    DatabaseSettings standard = DatabaseSettings.DEFAULT;
    DatabaseSettings place =
        new DatabaseSettings(
            PostgresServer.running().emptyDatabase(),
            null,
            null,
            standard.connections(),
            standard.patience(),
            standard.statementTimeout());
    return start(settings -> change.apply(settings).withDatabase(place));
  }

  /** Starts another node on the same store and the same clock. The first one outlives it. */
  public RunningHouse beside() {
    return beside(settings -> settings);
  }

  /** Starts another node with changed settings. */
  RunningHouse beside(UnaryOperator<ServerSettings> change) {
    House other = House.open(change.apply(house.settings()), clock);
    return new RunningHouse(directory, clock, other, other.start(), false);
  }

  /** The clock of the server. */
  public TestClock clock() {
    return clock;
  }

  /** The rooms behind the server. */
  public House house() {
    return house;
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The directory with its store. */
  public Path directory() {
    return directory;
  }

  /** The address of a path. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Sends a request with a body of JSON and any headers, given as name, value, name, value. */
  public HttpResponse<String> send(String method, String path, String json, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(json));
    boolean typed = false;
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
      typed |= headers[i].equalsIgnoreCase("Content-Type");
    }
    if (!typed && !json.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return send(request);
  }

  /** Posts JSON. */
  public HttpResponse<String> post(String path, String json, String... headers) {
    return send("POST", path, json, headers);
  }

  /** Gets. */
  public HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /** Sends any request and reads the answer as text. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    house.close();
    if (!ownsDirectory) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
