package dev.latchkey.adapter.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.session.Changes;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.fake.Heard;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.MovedTime;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.StoreUnavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndedFeedTest {
  @TempDir Path directory;

  private final MovedTime time = new MovedTime();
  private final Entropy entropy = new SeededEntropy(1);
  private final Changes changes = new Changes();
  private final Heard heard = new Heard();
  private Database server;
  private Database tool;
  private AccountId ada;

  @BeforeEach
  void openTwice() throws Exception {
    changes.subscribe(heard);
    SqliteStore.in(directory, changes, time, entropy).close();
    Path file = directory.resolve("latchkey.db");
    server = Database.open(file, changes, time, entropy);
    tool = Database.open(file, new Changes(), time, entropy);
    NewAccount wanted =
        NewAccount.in(RealmName.MAIN).withEmail(Identifier.email("a@x.org").orElseThrow());
    ada = server.accounts().create(wanted, time.now()).id();
  }

  @AfterEach
  void close() {
    tool.close();
    server.close();
  }

  private SessionId opened() {
    SessionId id = SessionId.random(entropy);
    Instant now = time.now();
    server
        .sessions()
        .insert(
            new Session(
                id,
                ada,
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
                null));
    return id;
  }

  @Test
  void what_another_process_ends_is_told_once() {
    SessionId session = opened();
    tool.sessions().end(session, time.now());
    assertThat(heard.sessions()).isEmpty();

    for (int i = 0; i < 100; i++) {
      server.endedFeed().read();
      time.move(Duration.ofMillis(250));
    }

    assertThat(heard.sessions()).containsExactly(session);
  }

  @Test
  void an_account_that_another_process_deletes_ends_its_sessions_here() {
    SessionId session = opened();
    tool.transactions()
        .run(
            () -> {
              tool.sessions().endAll(ada, null, time.now());
              tool.accounts().delete(ada);
            });

    server.endedFeed().read();

    assertThat(heard.sessions()).containsExactly(session);
  }

  @Test
  void an_ending_that_is_committed_late_is_told() {
    SessionId session = opened();
    Instant stamped = time.now();
    server.endedFeed().read();
    time.move(Duration.ofSeconds(5));
    server.endedFeed().read();

    tool.sessions().end(session, stamped);
    server.endedFeed().read();

    assertThat(heard.sessions()).containsExactly(session);
  }

  @Test
  void a_reader_that_slept_misses_nothing() {
    SessionId session = opened();
    server.endedFeed().read();
    tool.sessions().end(session, time.now());
    time.move(Duration.ofMinutes(30));

    server.endedFeed().read();

    assertThat(heard.sessions()).containsExactly(session);
  }

  @Test
  void more_endings_than_one_page_are_all_told() {
    List<SessionId> sessions = new ArrayList<>();
    server
        .transactions()
        .run(
            () -> {
              for (int i = 0; i < 2_500; i++) {
                sessions.add(opened());
              }
            });
    tool.sessions().endAll(ada, null, time.now());

    server.endedFeed().read();

    assertThat(heard.sessions()).containsExactlyInAnyOrderElementsOf(sessions);
  }

  @Test
  void what_ended_before_the_start_is_no_news() {
    SessionId session = opened();
    tool.sessions().end(session, time.now());
    time.move(Duration.ofMinutes(1));
    Heard late = new Heard();
    Changes others = new Changes();
    others.subscribe(late);

    try (Database next = Database.open(directory.resolve("latchkey.db"), others, time, entropy)) {
      next.endedFeed().read();
    }

    assertThat(late.sessions()).isEmpty();
  }

  @Test
  void silence_grows_until_the_store_answers() {
    time.move(Duration.ofMillis(300));
    assertThat(server.endedFeed().silence()).isEqualTo(Duration.ofMillis(300));

    server.endedFeed().read();
    assertThat(server.endedFeed().silence()).isZero();

    time.move(Duration.ofSeconds(2));
    tool.close();
    server.close();
    assertThatThrownBy(() -> server.endedFeed().read()).isInstanceOf(StoreUnavailable.class);
    assertThat(server.endedFeed().silence()).isEqualTo(Duration.ofSeconds(2));
  }
}
