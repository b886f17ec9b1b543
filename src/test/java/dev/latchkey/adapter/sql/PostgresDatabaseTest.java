package dev.latchkey.adapter.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.credential.Weakness;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.session.Changes;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.Token;
import dev.latchkey.fake.Crowd;
import dev.latchkey.fake.Heard;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A store on a real PostgreSQL server: starting on it, and what it does when the server fails. */
class PostgresDatabaseTest {
  private static final PostgresServer SERVER = PostgresServer.running();

  private static DatabaseSettings at(String url) {
    return new DatabaseSettings(
        url, null, null, 4, Duration.ofMillis(1500), Duration.ofSeconds(10));
  }

  private static Database connect(String url) {
    return Database.connect(at(url), new Changes(), Instant::now, new SeededEntropy(1));
  }

  private static void assertProblem(String url, String... words) {
    assertThatThrownBy(() -> connect(url))
        .isInstanceOf(StartProblem.class)
        .hasMessageContainingAll(words)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void nodes_that_start_at_once_on_an_empty_database_agree_on_one_schema() throws Exception {
    String url = SERVER.emptyDatabase();
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      Callable<Integer> node =
          () -> {
            try (Database database = connect(url)) {
              return database.accounts().list(null, 0, 1).size();
            }
          };
      for (Future<Integer> one : nodes.invokeAll(List.of(node, node, node, node))) {
        assertThat(one.get()).isZero();
      }
    }
  }

  @Test
  void a_server_that_cannot_be_reached_is_one_plain_line() {
    assertProblem(
        "jdbc:postgresql://127.0.0.1:1/latchkey", "cannot use the PostgreSQL", "database.url");
  }

  @Test
  void a_database_that_does_not_exist_is_one_plain_line() {
    assertProblem(SERVER.url("nowhere"), "nowhere", "database.url");
  }

  @Test
  void a_server_that_does_not_wait_for_its_disk_is_refused() {
    String url = SERVER.emptyDatabase();
    String name = url.replaceAll(".*/(empty_[0-9]+).*", "$1");
    SERVER.execute("postgres", "ALTER DATABASE " + name + " SET synchronous_commit = off");
    assertProblem(url, "synchronous_commit=off", "set it to on");
  }

  @Test
  void a_database_of_another_program_is_refused() {
    String url = SERVER.emptyDatabase();
    SERVER.execute(name(url), "CREATE TABLE accounts (id INTEGER)");
    assertProblem(url, "belongs to another program");
  }

  @Test
  void a_database_of_a_newer_program_is_refused() {
    String url = SERVER.emptyDatabase();
    connect(url).close();
    SERVER.execute(
        name(url),
        """
        INSERT INTO flyway_schema_history (
          installed_rank, version, description, type, script, installed_by, execution_time, success)
        VALUES (999, '999', 'newer', 'SQL', 'V999__newer.sql', 'x', 1, TRUE)
        """);
    assertProblem(url, "newer Latchkey");
  }

  private static String name(String url) {
    return url.replaceAll(".*/(empty_[0-9]+).*", "$1");
  }

  @Test
  void connections_that_the_server_cut_are_replaced() {
    String url = SERVER.emptyDatabase();
    try (Database database = connect(url)) {
      assertThat(database.accounts().list(null, 0, 1)).isEmpty();
      SERVER.execute(
          "postgres",
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
              + name(url)
              + "'");
      // A cut connection may be noticed by the call that uses it; the next one gets another.
      int failures = 0;
      for (int i = 0; i < 10; i++) {
        try {
          database.accounts().list(null, 0, 1);
        } catch (StoreUnavailable e) {
          failures++;
        }
      }
      assertThat(failures).isLessThan(10);
      assertThat(database.accounts().list(null, 0, 1)).isEmpty();
    }
  }

  /** What a primary does that gives up waiting for its standby; here a trigger says it instead. */
  @Test
  void a_commit_with_a_warning_is_in_doubt_and_not_acknowledged() {
    String url = SERVER.emptyDatabase();
    try (Database database = connect(url)) {
      SERVER.execute(
          name(url),
          """
          CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS
          $$BEGIN RAISE WARNING 'canceling wait for synchronous replication'; RETURN NULL; END$$;
          CREATE CONSTRAINT TRIGGER warn AFTER INSERT ON accounts
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION warn()
          """);
      AtomicInteger effects = new AtomicInteger();
      AtomicInteger forgotten = new AtomicInteger();
      assertThatThrownBy(() -> signUp(database, "doubt@x.org", effects, forgotten))
          .isInstanceOf(StoreUnavailable.class);
      assertThat(effects).hasValue(0);
      assertThat(forgotten).hasValue(1);

      SERVER.execute(name(url), "DROP TRIGGER warn ON accounts");
      signUp(database, "sure@x.org", effects);
      assertThat(effects).hasValue(1);
    }
  }

  @Test
  void a_connection_that_is_cut_at_the_commit_forgets_and_tells_nothing() {
    String url = SERVER.emptyDatabase();
    try (Database database = connect(url)) {
      SERVER.execute(
          name(url),
          """
          CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS
          $$BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END$$;
          CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON accounts
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()
          """);
      AtomicInteger effects = new AtomicInteger();
      AtomicInteger forgotten = new AtomicInteger();

      assertThatThrownBy(() -> signUp(database, "doubt@x.org", effects, forgotten))
          .isInstanceOf(StoreUnavailable.class);

      assertThat(effects).hasValue(0);
      assertThat(forgotten).hasValue(1);
    }
  }

  @Test
  void what_is_in_doubt_is_believed_no_longer_and_not_told_as_done() {
    String url = SERVER.emptyDatabase();
    Changes changes = new Changes();
    Heard heard = new Heard();
    List<FaultySource> sources = new ArrayList<>();
    try (Database database =
        Database.connect(
            at(url),
            changes,
            Instant::now,
            new SeededEntropy(1),
            sound -> {
              sources.add(new FaultySource(sound));
              return sources.getFirst();
            })) {
      AccountId account = signUp(database, "doubt@x.org", new AtomicInteger()).id();
      Session session = session(account);
      database.sessions().insert(session);
      database.tokens().insert(token("old", session));
      changes.subscribe(heard);

      sources.getFirst().loseAnswerToCommit();
      assertThatThrownBy(() -> database.tokens().supersede("kind", "old", Instant.now()))
          .isInstanceOf(StoreUnavailable.class);
      assertThat(heard.changed()).containsExactly(session.id());

      sources.getFirst().loseAnswerToCommit();
      assertThatThrownBy(() -> database.sessions().end(session.id(), Instant.now()))
          .isInstanceOf(StoreUnavailable.class);
      assertThat(heard.changed()).containsExactly(session.id(), session.id());
      assertThat(heard.sessions()).as("told as ended").isEmpty();

      sources.getFirst().loseAnswerToCommit();
      assertThatThrownBy(() -> database.accounts().delete(account))
          .isInstanceOf(StoreUnavailable.class);
      assertThat(heard.accounts()).containsExactly(account);

      assertThat(database.accounts().find(account)).as("it was committed").isEmpty();
    }
  }

  private static Session session(AccountId account) {
    Instant now = Instant.now();
    return new Session(
        new SessionId(4711),
        account,
        "contract",
        null,
        null,
        null,
        Device.UNKNOWN,
        "192.0.2.1",
        null,
        now,
        now,
        now,
        null,
        null,
        null);
  }

  private static Token token(String lookup, Session session) {
    return new Token("kind", lookup, session.id(), null, Instant.now(), null, null);
  }

  @Test
  void names_that_are_wanted_crosswise_make_nobody_wait_for_each_other() throws Exception {
    try (Database database = connect(SERVER.emptyDatabase())) {
      for (int round = 0; round < 40; round++) {
        Identifier one = Identifier.email("one" + round + "@x.org").orElseThrow();
        Identifier two = Identifier.email("two" + round + "@x.org").orElseThrow();
        Identifier name = Identifier.name("one" + round + "@x.org").orElseThrow();
        Identifier other = Identifier.name("two" + round + "@x.org").orElseThrow();
        NewAccount straight = NewAccount.in(RealmName.MAIN).withUsername(name).withEmail(two);
        NewAccount crossed = NewAccount.in(RealmName.MAIN).withUsername(other).withEmail(one);

        List<String> outcomes =
            Crowd.rush(
                4,
                number ->
                    () -> {
                      try {
                        database
                            .accounts()
                            .create(number % 2 == 0 ? straight : crossed, Instant.now());
                        return "made";
                      } catch (IdentifierTaken taken) {
                        // The first of its own names, whichever was found to be taken first.
                        return taken.identifier().equals(number % 2 == 0 ? name : other)
                            ? "taken"
                            : "another name";
                      }
                    });

        assertThat(outcomes).containsOnlyOnce("made").doesNotContain("another name");
      }
      assertThat(database.repeats()).as("deadlocks").isZero();
    }
  }

  @Test
  void addresses_that_are_exchanged_crosswise_make_nobody_wait_for_each_other() throws Exception {
    try (Database database = connect(SERVER.emptyDatabase())) {
      Identifier[] addresses = {
        Identifier.email("one@x.org").orElseThrow(), Identifier.email("two@x.org").orElseThrow()
      };
      List<AccountId> accounts = new ArrayList<>();
      for (Identifier address : addresses) {
        accounts.add(signUp(database, address.display(), new AtomicInteger()).id());
      }
      for (int round = 0; round < 40; round++) {
        List<String> outcomes =
            Crowd.rush(
                2,
                number ->
                    () -> {
                      try {
                        database
                            .accounts()
                            .changeEmail(
                                accounts.get(number), addresses[1 - number], Instant.now());
                        return "changed";
                      } catch (IdentifierTaken taken) {
                        return "taken";
                      }
                    });
        assertThat(outcomes).containsExactly("taken", "taken");
      }
      assertThat(database.repeats()).as("deadlocks").isZero();
    }
  }

  @Test
  void what_is_recorded_while_an_account_is_deleted_is_erased_with_the_rest() throws Exception {
    String url = SERVER.emptyDatabase();
    try (Database database = connect(url)) {
      AccountId id = signUp(database, "gone@x.org", new AtomicInteger()).id();
      Origin origin = new Origin("192.0.2.7", "agent", null, "request");
      AtomicReference<CompletableFuture<Boolean>> deletion = new AtomicReference<>();

      database
          .transactions()
          .run(
              () -> {
                database.credentials().flag(id, "hash", Weakness.Kind.COMMON);
                deletion.set(CompletableFuture.supplyAsync(() -> database.accounts().delete(id)));
                SERVER.awaitLock(name(url));
                database
                    .events()
                    .append(
                        new Event(Event.Kind.PASSWORD_WEAK, id, null, null, origin, Instant.now()));
              });

      assertThat(deletion.get().get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(SERVER.count(name(url), "SELECT count(*) FROM events")).isEqualTo(1);
      assertThat(SERVER.count(name(url), "SELECT count(*) FROM events WHERE address = '192.0.2.7'"))
          .isZero();
    }
  }

  @Test
  void a_transaction_that_was_refused_at_any_step_is_done_again_from_nothing() {
    String url = SERVER.emptyDatabase();
    List<FaultySource> sources = new ArrayList<>();
    try (Database database =
        Database.connect(
            at(url),
            new Changes(),
            Instant::now,
            new SeededEntropy(1),
            sound -> {
              sources.add(new FaultySource(sound));
              return sources.getFirst();
            })) {
      FaultySource source = sources.getFirst();
      int step = 0;
      do {
        step++;
        source.failAt(step, "40001");
        AtomicInteger effects = new AtomicInteger();
        Account account = signUp(database, "a" + step + "@x.org", effects);
        assertThat(effects).hasValue(1);
        assertThat(database.accounts().find(account.id())).contains(account);
        assertThat(database.credentials().passwordHash(account.id())).contains("hash");
      } while (source.hasFailed());
      // Begin, insert the account, claim its name, read it, set the password, commit, at least.
      assertThat(step).isGreaterThan(6);
      assertThat(database.accounts().list(null, 0, 100)).hasSize(step);
    }
  }

  @Test
  void a_lost_connection_at_any_step_is_told_and_leaves_nothing_half_done() {
    String url = SERVER.emptyDatabase();
    List<FaultySource> sources = new ArrayList<>();
    try (Database database =
        Database.connect(
            at(url),
            new Changes(),
            Instant::now,
            new SeededEntropy(1),
            sound -> {
              sources.add(new FaultySource(sound));
              return sources.getFirst();
            })) {
      FaultySource source = sources.getFirst();
      for (int step = 1; step <= 5; step++) {
        int at = step;
        AtomicInteger effects = new AtomicInteger();
        source.failAt(at, "08006");
        assertThatThrownBy(() -> signUp(database, "b" + at + "@x.org", effects))
            .isInstanceOf(StoreUnavailable.class);
        assertThat(effects).hasValue(0);
        source.failAt(0, "08006");
        assertThat(database.accounts().list(null, 0, 100)).isEmpty();
      }
    }
  }

  private static Account signUp(Database database, String address, AtomicInteger effects) {
    return signUp(database, address, effects, new AtomicInteger());
  }

  private static Account signUp(
      Database database, String address, AtomicInteger effects, AtomicInteger forgotten) {
    Identifier email = Identifier.email(address).orElseThrow();
    return database
        .transactions()
        .call(
            () -> {
              try {
                Account account =
                    database
                        .accounts()
                        .create(NewAccount.in(RealmName.MAIN).withEmail(email), Instant.EPOCH);
                database.credentials().setPasswordHash(account.id(), "hash", Instant.EPOCH);
                database.transactions().afterCommit(effects::incrementAndGet);
                database.transactions().inDoubt(forgotten::incrementAndGet);
                return account;
              } catch (IdentifierTaken e) {
                throw new AssertionError(e);
              }
            });
  }
}
