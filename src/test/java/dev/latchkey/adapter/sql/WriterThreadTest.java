package dev.latchkey.adapter.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.StoreUnavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterThreadTest {
  @TempDir Path directory;

  private final Failures failures = new Failures(Dialect.SQLITE);
  private final CountDownLatch gate = new CountDownLatch(1);
  private Duration patience = Duration.ofSeconds(10);
  private volatile int pages = 1_000_000;
  private final DiskFault fault = new DiskFault();
  private SqliteFile file;
  private WriterThread writer;

  @BeforeEach
  void start() throws Exception {
    file = SqliteFile.prepare(directory.resolve("writer.db"));
    try (Connection connection = file.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE notes (text TEXT)");
    }
    writer =
        new WriterThread(
            new WriteConnection(Jdbi.create(this::connect), new SeededEntropy(1), 10), failures);
    writer.start();
  }

  @AfterEach
  void close() {
    gate.countDown();
    writer.close();
  }

  private Connection connect() throws SQLException {
    Connection connection = file.connectForWriting();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = " + pages);
    }
    return fault.before(connection);
  }

  private Job<String> submit(String text) {
    return submit(text, handle -> {});
  }

  private Job<String> submit(String text, java.util.function.Consumer<Handle> then) {
    Job<String> job =
        new Job<>(
            open ->
                failures.translate(
                    () -> {
                      open.handle().execute("INSERT INTO notes VALUES (?)", text);
                      then.accept(open.handle());
                      return text;
                    }),
            patience);
    writer.submit(job);
    return job;
  }

  /** Keeps the writer busy, so that what is submitted meanwhile makes one group. */
  private Job<String> hold() throws Exception {
    CountDownLatch isHeld = new CountDownLatch(1);
    Job<String> job =
        new Job<>(
            open -> {
              isHeld.countDown();
              try {
                gate.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return "held";
            },
            patience);
    writer.submit(job);
    isHeld.await();
    return job;
  }

  private List<String> notes() {
    try (Handle handle = Jdbi.create(file::connectForReading).open()) {
      return handle.createQuery("SELECT text FROM notes ORDER BY text").mapTo(String.class).list();
    }
  }

  @Test
  void work_that_waits_is_committed_in_the_order_in_which_it_came() throws Exception {
    Job<String> held = hold();
    Job<String> first = submit("a");
    Job<String> second =
        submit(
            "b",
            handle ->
                assertThat(handle.createQuery("SELECT text FROM notes").mapTo(String.class).list())
                    .containsExactly("a", "b"));
    assertThat(notes()).isEmpty();
    assertThat(writer.use()).isEqualTo(new Database.WriterUse(2, 0, 0));
    gate.countDown();

    assertThat(held.await()).isEqualTo("held");
    assertThat(first.await()).isEqualTo("a");
    assertThat(second.await()).isEqualTo("b");
    assertThat(writer.use())
        .as("two waits for the disk")
        .isEqualTo(new Database.WriterUse(0, 2, 3));
    assertThat(notes()).containsExactly("a", "b");
  }

  @Test
  void work_that_fails_takes_only_its_own_writes_back() throws Exception {
    Job<String> held = hold();
    Job<String> before = submit("a");
    Job<String> failing =
        submit(
            "b",
            handle -> {
              throw new IllegalStateException("no");
            });
    Job<String> after = submit("c");
    gate.countDown();

    held.await();
    assertThat(before.await()).isEqualTo("a");
    assertThatThrownBy(failing::await).isInstanceOf(IllegalStateException.class).hasMessage("no");
    assertThat(after.await()).isEqualTo("c");
    assertThat(notes()).containsExactly("a", "c");
  }

  @Test
  void work_that_breaks_the_whole_transaction_fails_alone() throws Exception {
    Job<String> held = hold();
    Job<String> before = submit("a");
    Job<String> breaking = submit("b", handle -> handle.execute("ROLLBACK"));
    Job<String> after = submit("c");
    gate.countDown();

    held.await();
    assertThat(before.await()).isEqualTo("a");
    assertThatThrownBy(breaking::await).isInstanceOf(IllegalStateException.class);
    assertThat(after.await()).isEqualTo("c");
    assertThat(notes()).containsExactly("a", "c");
  }

  @Test
  void a_full_disk_makes_the_store_unavailable_until_there_is_room_again() {
    pages = 10;
    String large = "x".repeat(100_000);

    assertThatThrownBy(submit(large)::await).isInstanceOf(StoreUnavailable.class);
    assertThat(submit("small").await()).isEqualTo("small");
    pages = 1_000_000;
    assertThatThrownBy(submit("oops", handle -> handle.execute("ROLLBACK"))::await)
        .as("makes the writer connect anew")
        .isInstanceOf(IllegalStateException.class);

    assertThat(submit(large).await()).isEqualTo(large);
    assertThat(notes()).containsExactly("small", large);
  }

  @Test
  void a_file_that_is_locked_for_too_long_makes_the_store_unavailable() throws Exception {
    try (Connection other = file.connect();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");

      assertThatThrownBy(submit("a")::await).isInstanceOf(StoreUnavailable.class);

      statement.execute("ROLLBACK");
    }
    assertThat(submit("b").await()).isEqualTo("b");
    assertThat(notes()).containsExactly("b");
  }

  @Test
  void work_that_the_writer_has_no_time_for_is_withdrawn() throws Exception {
    Job<String> held = hold();
    patience = Duration.ofMillis(1);
    Job<String> waiting = submit("a");

    assertThatThrownBy(waiting::await).isInstanceOf(StoreUnavailable.class);

    gate.countDown();
    held.await();
    writer.close();
    assertThat(notes()).isEmpty();
  }

  @Test
  void work_that_waits_is_finished_before_the_writer_closes() throws Exception {
    Job<String> held = hold();
    Job<String> waiting = submit("a");
    gate.countDown();
    writer.close();

    assertThat(held.await()).isEqualTo("held");
    assertThat(waiting.await()).isEqualTo("a");
    assertThatThrownBy(() -> submit("b")).isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void nothing_is_acknowledged_because_a_second_sync_succeeded() throws Exception {
    Job<String> held = hold();
    List<Job<String>> group = List.of(submit("a"), submit("b"));
    fault.failOnce("COMMIT", 2);
    gate.countDown();

    held.await();
    for (Job<String> job : group) {
      assertThatThrownBy(job::await).isInstanceOf(StoreUnavailable.class);
    }
    assertThat(fault.count("COMMIT")).as("no second try").isEqualTo(2);
    assertThat(notes()).isEmpty();

    assertThat(submit("c").await()).isEqualTo("c");
    assertThat(fault.after("COMMIT", 2))
        .containsSubsequence("PRAGMA wal_checkpoint(TRUNCATE)", "BEGIN IMMEDIATE", "COMMIT");
    assertThat(submit("d").await()).isEqualTo("d");
    assertThat(fault.count("PRAGMA wal_checkpoint(TRUNCATE)")).as("trusted again").isEqualTo(1);
    assertThat(notes()).containsExactly("c", "d");
  }

  @Test
  void what_a_failed_sync_leaves_in_doubt_is_forgotten_and_not_told() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    Job<String> held = hold();
    Job<String> doubtful = noting("a", seen, handle -> {});
    Job<String> failing =
        noting(
            "b",
            seen,
            handle -> {
              throw new IllegalStateException("no");
            });
    fault.failOnce("COMMIT", 2);
    gate.countDown();

    held.await();
    assertThatThrownBy(doubtful::await).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(failing::await).isInstanceOf(IllegalStateException.class);
    assertThat(seen).containsExactly("a forgotten");

    assertThat(noting("c", seen, handle -> {}).await()).isEqualTo("c");
    assertThat(seen).containsExactly("a forgotten", "c told");
  }

  @Test
  void work_whose_transaction_never_began_leaves_nothing_in_doubt() throws Exception {
    gate.countDown();
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    try (Connection other = file.connect();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(noting("a", seen, handle -> {})::await)
          .isInstanceOf(StoreUnavailable.class);
      statement.execute("ROLLBACK");
    }

    assertThat(seen).isEmpty();
  }

  private Job<String> noting(
      String text, List<String> seen, java.util.function.Consumer<Handle> then) {
    Job<String> job =
        new Job<>(
            open -> {
              open.handle().execute("INSERT INTO notes VALUES (?)", text);
              open.afterCommit(() -> seen.add(text + " told"));
              open.inDoubt(() -> seen.add(text + " forgotten"));
              then.accept(open.handle());
              return text;
            },
            patience);
    writer.submit(job);
    return job;
  }

  @Test
  void changes_are_refused_while_the_log_cannot_be_emptied_after_a_failed_sync() throws Exception {
    gate.countDown();
    fault.failOnce("COMMIT", 1);
    assertThatThrownBy(submit("a")::await).isInstanceOf(StoreUnavailable.class);

    try (Connection other = file.connect();
        Statement statement = other.createStatement()) {
      assertThat(submit("first").await()).isEqualTo("first");
      statement.execute("BEGIN");
      statement.executeQuery("SELECT count(*) FROM notes").close();
      fault.failOnce("COMMIT", fault.count("COMMIT") + 1);
      assertThatThrownBy(submit("b")::await).isInstanceOf(StoreUnavailable.class);
      assertThatThrownBy(submit("c")::await)
          .as("a reader is in the log")
          .isInstanceOf(StoreUnavailable.class);
      statement.execute("COMMIT");
    }

    fault.failOnce(
        "PRAGMA wal_checkpoint(TRUNCATE)", fault.count("PRAGMA wal_checkpoint(TRUNCATE)") + 1);
    assertThatThrownBy(submit("d")::await).isInstanceOf(StoreUnavailable.class);
    assertThat(submit("e").await()).isEqualTo("e");
    assertThat(notes()).containsExactly("e", "first");
  }
}
