package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.adapter.sql.PostgresServer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An import that is killed again and again, as a process of its own, and run again each time. */
@Timeout(120)
class ImportKilledTest {
  private static final int PEOPLE = 20_000;
  private static final long SEED = 20_261_201;

  /** In one statement, since a database may still be finishing what a killed process asked. */
  private static final String HALVES =
      """
      SELECT abs(done - (SELECT count(*) FROM accounts))
        + abs(2 * done - (SELECT count(*) FROM identifiers))
        + abs(done - (SELECT count(*) FROM imported_accounts))
      FROM imports
      """;

  @TempDir private Path directory;

  @Test
  void leaves_no_half_account_and_no_second_one_in_sqlite() throws Exception {
    killed(null);
  }

  @Test
  void leaves_no_half_account_and_no_second_one_in_postgresql() throws Exception {
    killed(PostgresServer.running().emptyDatabase());
  }

  private void killed(@Nullable String server) throws Exception {
    List<String> lines = new ArrayList<>();
    List<String> report = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      lines.add(
          "{\"id\":\"%d\",\"username\":\"u%d\",\"email\":\"u%d@x.org\"}".formatted(1000 + i, i, i));
      report.add(
          "{\"entry\":%d,\"line\":%d,\"id\":\"%d\",\"outcome\":\"created\",\"account\":%d}"
              .formatted(i + 1, i + 1, 1000 + i, 1000 + i));
    }
    Files.write(directory.resolve("people.jsonl"), lines);
    String url = server != null ? server : "jdbc:sqlite:" + directory.resolve("data/latchkey.db");
    Random random = new Random(SEED);

    int kills = 0;
    long done = 0;
    Process process = start(server);
    while (done < PEOPLE * 3 / 4) {
      long next = done + 500 + random.nextInt(PEOPLE / 8);
      while (process.isAlive() && done(url) < next) {
        LockSupport.parkNanos(1_000_000);
      }
      LockSupport.parkNanos(random.nextInt(20_000_000));
      if (process.isAlive()) {
        process.destroyForcibly().waitFor();
        kills++;
      }
      done = done(url);
      assertThat(one(url, HALVES)).as("of accounts, names and notes at any moment").isZero();
      process = start(server);
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(kills).as("it was killed while it ran").isPositive();
    assertThat(process.exitValue()).isZero();
    assertThat(one(url, "SELECT count(*) FROM accounts")).isEqualTo(PEOPLE);
    assertThat(one(url, "SELECT count(*) FROM identifiers")).isEqualTo(2 * PEOPLE);
    assertThat(Files.readAllLines(directory.resolve("report.jsonl"))).isEqualTo(report);
    assertThat(Files.readString(directory.resolve("out")))
        .isEqualTo(
            """
            OUTCOME  ENTRIES  FIRST LINE  REASON
            created  20000    1           -
            """);
  }

  private static long done(String url) {
    if (url.startsWith("jdbc:sqlite:") && Files.notExists(Path.of(url.substring(12)))) {
      // Looking into it would make one.
      return 0;
    }
    try {
      return one(url, "SELECT done FROM imports");
    } catch (SQLException e) {
      // There is no store yet.
      return 0;
    }
  }

  private static long one(String url, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(query)) {
      return results.next() ? results.getLong(1) : 0;
    }
  }

  private Process start(@Nullable String server) throws Exception {
    String classPath =
        Main.class.getClassLoader() instanceof URLClassLoader own
            ? Stream.of(own.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
            : System.getProperty("java.class.path");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                Main.class.getName(),
                "import",
                "accounts",
                "people.jsonl",
                "--data",
                "data",
                "--report",
                "report.jsonl")
            .directory(directory.toFile())
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    if (server != null) {
      builder.environment().put("LATCHKEY_DATABASE_URL", server);
    }
    return builder.start();
  }
}
