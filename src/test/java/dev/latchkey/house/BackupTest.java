package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.adapter.sql.DatabaseSettings;
import dev.latchkey.adapter.sql.PostgresServer;
import dev.latchkey.boot.BackUpStore;
import dev.latchkey.boot.CopyWatch;
import dev.latchkey.boot.House;
import dev.latchkey.boot.RestoreStore;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backup beside a running server, and what a server on the restored store knows. */
class BackupTest {
  private static final Door DEVICES = door("device-sessions");
  private static final Door RPC = door("session-rpc");
  private static final int BEFORE = 40;
  private static final int MEANWHILE = 10;

  @TempDir Path directory;

  private static Door door(String contract) {
    return Doors.CONTRACTS.stream()
        .filter(one -> one.contract().equals(contract))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest(name = "from {0} into {1}")
  @CsvSource({"SQLite, SQLite", "PostgreSQL, PostgreSQL", "SQLite, PostgreSQL"})
  void every_account_acknowledged_before_a_backup_under_load_is_in_it(String from, String to)
      throws Exception {
    Path backup = directory.resolve("under-load.backup");
    List<Person> before;
    try (RunningHouse house = start(from)) {
      Writers writers = new Writers(house);
      writers.await(BEFORE);
      before = List.copyOf(writers.acknowledged);
      long rows = backUp(house, backup);
      writers.await(before.size() + MEANWHILE);
      writers.stop();
      assertThat(rows).isGreaterThan(BEFORE);
      keepKey(house);
    }

    try (RunningHouse restored = restored(backup, to, false)) {
      for (Person person : before) {
        assertThat(RPC.isIn(RPC.signIn(restored, person.email(), person.password())))
            .as(person.email())
            .isTrue();
      }
      Person fresh = Person.fresh();
      assertThat(RPC.isIn(RPC.signIn(restored, fresh.email(), fresh.password()))).isFalse();
      RPC.signUp(restored, fresh);
      assertThat(RPC.knows(restored, RPC.enter(restored, fresh))).isTrue();
    }
  }

  @ParameterizedTest(name = "on {0}")
  @CsvSource({"SQLite", "PostgreSQL"})
  void a_device_token_from_after_the_backup_opens_nobodys_session(String store) throws Exception {
    Path backup = directory.resolve("older.backup");
    Person late = Person.fresh();
    List<String[]> lateKeys = new ArrayList<>();
    try (RunningHouse house = start(store)) {
      backUp(house, backup);
      DEVICES.signUp(house, late);
      for (int i = 0; i < 5; i++) {
        lateKeys.add(DEVICES.enter(house, late));
      }
      keepKey(house);
    }

    try (RunningHouse restored = restored(backup, store, false)) {
      for (int i = 0; i < 5; i++) {
        Person other = Person.fresh();
        DEVICES.signUp(restored, other);
        assertThat(DEVICES.knows(restored, DEVICES.enter(restored, other))).isTrue();
      }
      for (String[] key : lateKeys) {
        assertThat(DEVICES.knows(restored, key)).isFalse();
      }
    }
  }

  @Test
  void a_session_ended_after_the_backup_is_live_again() throws Exception {
    Ended ended = backUpThenEnd();

    try (RunningHouse restored = restored(ended.backup, "SQLite", false)) {
      assertThat(RPC.knows(restored, ended.key)).isTrue();
    }
  }

  @ParameterizedTest(name = "in {0}")
  @CsvSource({"SQLite", "PostgreSQL"})
  void no_token_from_before_works_once_all_sessions_are_ended(String store) throws Exception {
    Ended ended = backUpThenEnd();

    try (RunningHouse restored = restored(ended.backup, store, true)) {
      assertThat(RPC.knows(restored, ended.key)).isFalse();
      ended.others.forEach(
          (door, key) -> assertThat(door.knows(restored, key)).as(door.contract()).isFalse());
      assertThat(RPC.knows(restored, RPC.enter(restored, ended.person))).isTrue();
      for (Door door : Doors.ALL) {
        assertThat(door.knows(restored, door.enter(restored, ended.person)))
            .as("%s", door)
            .isTrue();
      }
    }
  }

  @Test
  void a_backup_that_was_copied_in_place_of_the_store_is_refused() throws Exception {
    Ended ended = backUpThenEnd();
    Path data = Files.createDirectory(directory.resolve("by-hand"));
    Files.copy(directory.resolve("master.key"), data.resolve("master.key"));
    Files.copy(ended.backup, data.resolve("latchkey.db"));

    assertThatThrownBy(() -> House.open(TestSettings.cheap(data)))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("is a backup")
        .hasMessageContaining("latchkey restore");
  }

  private record Ended(Path backup, Person person, String[] key, Map<Door, String[]> others) {}

  /** Signs somebody in, makes a backup, and ends one of his sessions. */
  private Ended backUpThenEnd() throws IOException {
    Path backup = directory.resolve("ended.backup");
    try (RunningHouse house = start("SQLite")) {
      Person person = Person.fresh();
      RPC.signUp(house, person);
      String[] key = RPC.enter(house, person);
      Map<Door, String[]> others = new LinkedHashMap<>();
      Doors.ALL.forEach(door -> others.put(door, door.enter(house, person)));
      backUp(house, backup);
      house.post("/v1/session/signout", "", key);
      assertThat(RPC.knows(house, key)).isFalse();
      keepKey(house);
      return new Ended(backup, person, key, others);
    }
  }

  private static RunningHouse start(String store) {
    return store.equals("SQLite") ? RunningHouse.start() : RunningHouse.onPostgres();
  }

  private static long backUp(RunningHouse house, Path file) {
    return new BackUpStore(house.house().settings(), house.clock()).run(file, new Unwatched());
  }

  private void keepKey(RunningHouse house) throws IOException {
    Files.copy(house.directory().resolve("master.key"), directory.resolve("master.key"));
  }

  /** Restores into an empty place, a minute later, and starts a server there. */
  private RunningHouse restored(Path backup, String store, boolean endsSessions)
      throws IOException {
    Path data = Files.createDirectory(directory.resolve("restored"));
    Files.copy(directory.resolve("master.key"), data.resolve("master.key"));
    ServerSettings place = TestSettings.cheap(data);
    if (!store.equals("SQLite")) {
      DatabaseSettings standard = DatabaseSettings.DEFAULT;
      place =
          place.withDatabase(
              new DatabaseSettings(
                  PostgresServer.running().emptyDatabase(),
                  null,
                  null,
                  standard.connections(),
                  standard.patience(),
                  standard.statementTimeout()));
    }
    TestClock clock = new TestClock();
    clock.advance(Duration.ofMinutes(1));
    new RestoreStore(place, clock).run(backup, endsSessions, new Unwatched());
    ServerSettings settled = place;
    UnaryOperator<ServerSettings> there =
        settings -> settings.withData(data).withDatabase(settled.database());
    return RunningHouse.start(there);
  }

  /** Four threads that sign people up and remember who was told yes. */
  private static final class Writers {
    private final Queue<Person> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    private Writers(RunningHouse house) {
      for (int i = 0; i < 4; i++) {
        threads.execute(
            () -> {
              while (!isOver.get()) {
                Person person = Person.fresh();
                if (RPC.signUp(house, person).body().contains("\"status\":200")) {
                  acknowledged.add(person);
                }
              }
            });
      }
    }

    private void await(int count) throws InterruptedException {
      for (int i = 0; acknowledged.size() < count; i++) {
        assertThat(i).as("writers write").isLessThan(3_000);
        Thread.sleep(10);
      }
    }

    private void stop() {
      isOver.set(true);
      threads.close();
    }
  }

  private static final class Unwatched implements CopyWatch {
    @Override
    public void at(long nanos, String table, long done, long total) {}

    @Override
    public void compares(String table) {}
  }
}
