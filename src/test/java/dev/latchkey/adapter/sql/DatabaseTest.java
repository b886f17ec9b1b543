package dev.latchkey.adapter.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.client.Client;
import dev.latchkey.core.session.Changes;
import dev.latchkey.fake.Crowd;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.ConcurrentChange;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.MovedTime;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.StoreUnavailable;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @TempDir Path directory;

  private final MovedTime time = new MovedTime();
  private final Entropy entropy = new SeededEntropy(1);

  private Path file() {
    return directory.resolve("latchkey.db");
  }

  private Database open() {
    return open(file());
  }

  private Database open(Path file) {
    return Database.open(file, new Changes(), time, entropy);
  }

  private Client client(String id) {
    return new Client(id, RealmName.MAIN, "a client", null, time.now());
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement one = connection.createStatement()) {
      one.execute(statement);
    }
  }

  private void assertProblem(Path file, String line) {
    assertThatExceptionOfType(StartProblem.class)
        .isThrownBy(() -> open(file).close())
        .withMessageContaining(line)
        .withMessageContaining(file.toString())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void what_was_written_is_there_after_a_restart() {
    try (Database database = open()) {
      database.clients().add(client("web"));
    }
    try (Database database = open()) {
      assertThat(database.clients().find("web")).contains(client("web"));
      assertThat(database.integrityCheck()).isEmpty();
    }
  }

  @Test
  void transactions_that_are_done_again_or_given_up_are_counted() {
    try (Database database = open()) {
      AtomicInteger attempts = new AtomicInteger();
      database
          .transactions()
          .run(
              () -> {
                if (attempts.incrementAndGet() < 3) {
                  throw new ConcurrentChange("somebody else was quicker");
                }
              });
      assertThat(database.repeats()).isEqualTo(2);
      assertThat(database.gaveUp()).isZero();

      assertThatExceptionOfType(StoreUnavailable.class)
          .isThrownBy(
              () ->
                  database
                      .transactions()
                      .run(
                          () -> {
                            throw new ConcurrentChange("always");
                          }));
      assertThat(database.repeats()).isEqualTo(2 + Dialect.SQLITE.attempts() - 1);
      assertThat(database.gaveUp()).isEqualTo(1);
    }
  }

  @Test
  void a_missing_directory_and_all_files_are_made_for_the_owner_only() throws Exception {
    Path deep = directory.resolve("new/data/latchkey.db");

    try (Database database = open(deep)) {
      database.clients().add(client("web"));
      try (Stream<Path> files = Files.list(deep.getParent())) {
        List<Path> made = files.filter(one -> one.toString().contains(".db")).toList();
        assertThat(made)
            .extracting(one -> one.getFileName().toString())
            .contains("latchkey.db", "latchkey.db-wal", "latchkey.db-shm");
        for (Path one : made) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
              .as(one.toString())
              .isEqualTo("rw-------");
        }
      }
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void a_path_with_odd_characters_is_taken_as_it_is() {
    Path odd = directory.resolve("a b?mode=memory&x=%20#ü/latch?key.db");

    try (Database database = open(odd)) {
      database.clients().add(client("web"));
    }

    assertThat(odd).isRegularFile();
  }

  @Test
  void every_connection_is_durable_and_keeps_references() throws Exception {
    SqliteFile file = SqliteFile.prepare(file());
    try (Connection writer = file.connectForWriting();
        Connection reader = file.connectForReading()) {
      file.assertDurable(writer);
      file.assertDurable(reader);
      assertThat(pragma(writer, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(writer, "synchronous")).isEqualTo("2");
      assertThat(pragma(writer, "foreign_keys")).isEqualTo("1");
      assertThat(pragma(reader, "query_only")).isEqualTo("1");
    }
  }

  @Test
  void a_connection_that_is_not_durable_is_refused() throws Exception {
    SqliteFile file = SqliteFile.prepare(file());
    for (String weaker : List.of("synchronous = NORMAL", "foreign_keys = OFF")) {
      try (Connection connection = file.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA " + weaker);
        assertThatThrownBy(() -> file.assertDurable(connection))
            .isInstanceOf(StartProblem.class)
            .hasMessageContaining(weaker.substring(0, weaker.indexOf(' ')));
      }
    }
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery("PRAGMA " + name)) {
      return results.getString(1);
    }
  }

  @Test
  void versions_are_compared_by_number() {
    int[] oldest = {3, 51, 3};

    assertThat(SqliteFile.isOlderThan("3.51.2", oldest)).isTrue();
    assertThat(SqliteFile.isOlderThan("3.9.99", oldest)).isTrue();
    assertThat(SqliteFile.isOlderThan("2.99.99", oldest)).isTrue();
    assertThat(SqliteFile.isOlderThan("3.51", oldest)).isTrue();
    assertThat(SqliteFile.isOlderThan("3.51.3", oldest)).isFalse();
    assertThat(SqliteFile.isOlderThan("3.51.10", oldest)).isFalse();
    assertThat(SqliteFile.isOlderThan("3.100.0", oldest)).isFalse();
    assertThat(SqliteFile.isOlderThan("4.0.0", oldest)).isFalse();
  }

  @Test
  void a_directory_is_no_database() {
    assertProblem(directory, "is a directory");
  }

  @Test
  void a_directory_that_cannot_be_made_is_a_start_problem() throws Exception {
    Files.writeString(file(), "a file");

    assertProblem(file().resolve("below/latchkey.db"), "make its directory writable");
  }

  @Test
  void any_other_file_is_no_database() throws Exception {
    Files.writeString(file(), "Dear diary, ".repeat(1000));

    assertProblem(file(), "is no SQLite database");
    assertThat(file()).content().startsWith("Dear diary");
  }

  @Test
  void a_database_of_another_program_is_left_alone() throws Exception {
    sql("CREATE TABLE recipes (name TEXT)");

    assertProblem(file(), "belongs to another program");
    sql("SELECT name FROM recipes");
  }

  @Test
  void a_damaged_database_is_a_start_problem() throws Exception {
    open().close();
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      byte[] junk = "junk".repeat(1000).getBytes(StandardCharsets.US_ASCII);
      channel.write(java.nio.ByteBuffer.wrap(junk), 100);
    }

    assertProblem(file(), "is damaged");
  }

  @Test
  void damage_behind_the_schema_is_found_by_the_check() throws Exception {
    open().close();
    sql("PRAGMA foreign_keys = OFF");
    sql("INSERT INTO passwords (account_id, hash, changed_at) VALUES (4711, 'x', 0)");

    try (Database database = open()) {
      assertThat(database.integrityCheck()).containsExactly("a row of passwords points to nothing");
    }
  }

  @Test
  void a_newer_schema_is_refused_with_what_to_do() throws Exception {
    open().close();
    sql(
        """
        INSERT INTO flyway_schema_history
          (installed_rank, version, description, type, script, installed_by, execution_time, success)
        VALUES (99, '099', 'from the future', 'SQL', 'V099', 'x', 1, 1)
        """);

    assertProblem(file(), "start the newer program, or restore the backup");
  }

  @Test
  void every_bundled_migration_is_listed_and_none_else() throws Exception {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/sql"))) {
      files
          .filter(Files::isRegularFile)
          .map(one -> one.getFileName().toString())
          .distinct()
          .sorted()
          .forEach(found::add);
    }

    assertThat(Migrations.NAMES).isEqualTo(found);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).startsWith(String.format("V%03d__", i + 1));
    }
  }

  @Test
  void many_first_starts_at_once_make_one_schema() throws Exception {
    List<Database> opened = Crowd.rush(8, i -> this::open);

    for (Database one : opened) {
      one.clients().add(client("from-" + opened.indexOf(one)));
    }
    assertThat(opened.getFirst().clients().list()).hasSize(8);
    opened.forEach(Database::close);
  }

  @Test
  void nobody_sees_what_is_not_committed() {
    try (Database database = open()) {
      database
          .transactions()
          .run(
              () -> {
                database.clients().add(client("web"));
                assertThat(
                        CompletableFuture.supplyAsync(() -> database.clients().find("web")).join())
                    .isEmpty();
              });
      assertThat(database.clients().find("web")).isPresent();
    }
  }

  @Test
  void an_effect_that_fails_does_not_hide_the_commit() {
    try (Database database = open()) {
      boolean added =
          database
              .transactions()
              .call(
                  () -> {
                    database
                        .transactions()
                        .afterCommit(
                            () -> {
                              throw new IllegalStateException("no");
                            });
                    return database.clients().add(client("web"));
                  });

      assertThat(added).isTrue();
      assertThat(database.clients().find("web")).isPresent();
    }
  }

  @Test
  void an_interrupted_caller_still_learns_how_its_work_went() {
    try (Database database = open()) {
      Thread.currentThread().interrupt();

      assertThat(database.clients().add(client("web"))).isTrue();

      assertThat(Thread.interrupted()).isTrue();
      assertThat(database.clients().find("web")).isPresent();
    }
  }

  @Test
  void a_write_waits_for_another_process() throws Exception {
    try (Database database = open();
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute(
          "INSERT INTO clients (id, realm, name, created_at) VALUES ('other', 'main', 'x', 0)");
      CompletableFuture<Boolean> write =
          CompletableFuture.supplyAsync(() -> database.clients().add(client("other")));

      assertThat(write).isNotDone();
      assertThat(database.clients().list()).isEmpty();
      statement.execute("COMMIT");

      assertThat(write.join()).isFalse();
    }
  }

  @Test
  void processes_that_write_at_once_all_get_their_turn() throws Exception {
    try (Database server = open();
        Database tool = open()) {
      List<Boolean> added =
          Crowd.rush(
              8,
              i ->
                  () -> {
                    Database mine = i % 4 == 0 ? tool : server;
                    boolean all = true;
                    for (int n = 0; n < 50; n++) {
                      all &= mine.clients().add(client(i + "-" + n));
                    }
                    return all;
                  });

      assertThat(added).containsOnly(true);
      assertThat(server.clients().list()).hasSize(400).isEqualTo(tool.clients().list());
      assertThat(server.integrityCheck()).isEmpty();
    }
  }

  @Test
  void one_failing_transaction_spoils_no_other_that_is_committed_with_it() throws Exception {
    try (Database database = open()) {
      List<String> outcomes =
          Crowd.rush(
              60,
              i ->
                  () -> {
                    try {
                      database
                          .transactions()
                          .run(
                              () -> {
                                database.clients().add(client("client-" + i));
                                if (i % 3 == 0) {
                                  throw new IllegalStateException("no");
                                }
                              });
                      return "kept";
                    } catch (IllegalStateException e) {
                      return "failed";
                    }
                  });

      assertThat(outcomes).filteredOn("kept"::equals).hasSize(40);
      assertThat(database.clients().list()).hasSize(40);
      assertThat(database.clients().list())
          .noneMatch(one -> Integer.parseInt(one.id().substring(7)) % 3 == 0);
    }
  }

  @Test
  void a_store_that_cannot_write_says_so_and_recovers() throws Exception {
    try (Database database = open()) {
      sql("ALTER TABLE clients RENAME TO hidden");
      assertThatThrownBy(() -> database.clients().add(client("web")))
          .isInstanceOf(IllegalStateException.class);
      sql("ALTER TABLE hidden RENAME TO clients");

      assertThat(database.clients().add(client("web"))).isTrue();
    }
  }

  @Test
  void a_closed_database_is_unavailable() {
    Database database = open();
    database.close();

    assertThatThrownBy(() -> database.clients().add(client("web")))
        .isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> database.clients().list()).isInstanceOf(StoreUnavailable.class);
    database.close();
  }

  @Test
  void what_is_bound_to_a_statement_turns_up_in_no_exception() throws Exception {
    try (Database database = open()) {
      sql("DROP TABLE clients");

      assertThatThrownBy(
              () ->
                  database
                      .clients()
                      .add(new Client("web", RealmName.MAIN, "n", "canary-secret", time.now())))
          .satisfies(
              e -> {
                for (Throwable one = e; one != null; one = one.getCause()) {
                  assertThat(one.toString()).doesNotContain("canary-secret");
                }
              });
    }
  }
}
