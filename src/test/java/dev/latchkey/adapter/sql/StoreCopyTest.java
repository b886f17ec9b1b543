package dev.latchkey.adapter.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.session.Changes;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.Token;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Language;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.StartProblem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moving a whole store between SQLite and PostgreSQL, both ways. */
class StoreCopyTest {
  private static final int ACCOUNTS = 2_500;
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");
  private static final SeededEntropy ENTROPY = new SeededEntropy(7);

  @TempDir Path directory;

  private Database file(String name) {
    return Database.open(directory.resolve(name), new Changes(), () -> NOW, ENTROPY);
  }

  private static Database server() {
    return at(PostgresServer.running().emptyDatabase());
  }

  private static Database at(String url) {
    DatabaseSettings standard = DatabaseSettings.DEFAULT;
    return Database.connect(
        new DatabaseSettings(url, null, null, 4, standard.patience(), standard.statementTimeout()),
        new Changes(),
        () -> NOW,
        ENTROPY);
  }

  private static List<Account> fill(Database database, int accounts) {
    List<Account> made = new ArrayList<>();
    database
        .transactions()
        .run(
            () -> {
              for (int i = 0; i < accounts; i++) {
                made.add(account(database, i));
              }
            });
    return made;
  }

  private static Account account(Database database, int i) {
    try {
      Account account =
          database
              .accounts()
              .create(
                  NewAccount.in(RealmName.MAIN)
                      .withEmail(Identifier.email("a" + i + "@x.org").orElseThrow())
                      .withProfile(
                          Profile.EMPTY
                              .withFullName("Zo\u00eb '" + i + "' \uD83D\uDD11")
                              .withLanguage(i % 2 == 0 ? Language.CHINESE : null)),
                  NOW);
      database.credentials().setPasswordHash(account.id(), "$argon2id$" + i, NOW);
      SessionId id = SessionId.random(ENTROPY);
      database
          .sessions()
          .insert(
              new Session(
                  id,
                  account.id(),
                  "some",
                  null,
                  "",
                  database.sessions().nextDeviceNumber(),
                  Device.UNKNOWN,
                  "192.0.2.1",
                  null,
                  NOW,
                  NOW,
                  NOW,
                  null,
                  null,
                  null));
      database.tokens().insert(new Token("kind", "lookup" + i, id, null, NOW, null, null));
      return account;
    } catch (dev.latchkey.core.account.IdentifierTaken e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everything_arrives_on_the_other_side_and_comes_back() {
    try (Database source = file("a.db");
        Database server = server();
        Database back = file("b.db")) {
      List<Account> made = fill(source, ACCOUNTS);
      source.accounts().delete(made.getLast().id());
      Progress progress = new Progress(Long.MAX_VALUE);

      long there = new StoreCopy(source, server, progress).run();
      long home = new StoreCopy(server, back, new Progress(Long.MAX_VALUE)).run();

      assertThat(there).isEqualTo(home).isEqualTo(5L * (ACCOUNTS - 1));
      assertThat(progress.tables).containsExactlyElementsOf(CopiedTable.ORDER);
      for (Database copy : List.of(server, back)) {
        assertThat(copy.isHalfCopied()).isFalse();
        assertThat(copy.accounts().find(made.getFirst().id())).contains(made.getFirst());
        assertThat(copy.tokens().find("kind", "lookup7")).isPresent();
        assertThat(copy.credentials().passwordHash(made.get(7).id())).contains("$argon2id$7");
        // No number is given out a second time, not even those of deleted rows.
        assertThat(account(copy, ACCOUNTS).id().value()).isEqualTo(100 + ACCOUNTS);
        assertThat(copy.sessions().nextDeviceNumber()).isEqualTo(ACCOUNTS + 2);
      }
    }
  }

  @Test
  void a_copy_that_was_cut_short_goes_on_where_it_stopped() {
    try (Database source = file("a.db");
        Database target = server()) {
      fill(source, ACCOUNTS);

      assertThatThrownBy(() -> new StoreCopy(source, target, new Progress(1_500)).run())
          .isInstanceOf(Cut.class);
      assertThat(target.isHalfCopied()).isTrue();
      Progress rest = new Progress(Long.MAX_VALUE);
      new StoreCopy(source, target, rest).run();

      assertThat(rest.copiedBefore).isEqualTo(2_000);
      assertThat(target.isHalfCopied()).isFalse();
      assertThat(target.accounts().list(null, 0, ACCOUNTS + 1)).hasSize(ACCOUNTS);
    }
  }

  @Test
  void a_target_that_holds_something_is_refused_and_left_as_it_was() {
    try (Database source = file("a.db");
        Database target = file("b.db")) {
      fill(source, 3);
      fill(target, 1);

      assertThatThrownBy(() -> new StoreCopy(source, target, new Progress(Long.MAX_VALUE)).run())
          .isInstanceOf(StartProblem.class)
          .hasMessageContaining("not empty")
          .hasMessageContaining("accounts");
      assertThat(target.isHalfCopied()).isFalse();
      assertThat(target.accounts().list(null, 0, 10)).hasSize(1);
    }
  }

  @Test
  void what_was_altered_between_two_halves_is_found_out() {
    try (Database source = file("a.db");
        Database target = server()) {
      List<Account> made = fill(source, ACCOUNTS);
      assertThatThrownBy(() -> new StoreCopy(source, target, new Progress(1_500)).run())
          .isInstanceOf(Cut.class);
      source.accounts().changeProfile(made.getFirst().id(), Profile.EMPTY, NOW);

      assertThatThrownBy(() -> new StoreCopy(source, target, new Progress(Long.MAX_VALUE)).run())
          .isInstanceOf(StartProblem.class)
          .hasMessageContaining("accounts differs after the copy");
      assertThat(target.isHalfCopied()).isTrue();
    }
  }

  @Test
  void no_table_and_no_counter_is_forgotten() throws Exception {
    try (Database source = file("a.db");
        Connection connection = source.dedicated()) {
      Set<String> tables = names(connection, "sqlite_master WHERE type = 'table'");
      tables.removeIf(name -> name.startsWith("sqlite_") || name.startsWith("flyway_"));
      tables.remove("device_numbers");
      assertThat(CopiedTable.ORDER).containsExactlyInAnyOrderElementsOf(tables);

      Set<String> counters = names(connection, "sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'");
      counters.add("device_numbers");
      assertThat(Counter.ALL)
          .extracting(Counter::table)
          .containsExactlyInAnyOrderElementsOf(counters);
      for (String table : CopiedTable.ORDER) {
        assertThat(CopiedTable.look(connection, table).key()).as(table).isNotEmpty();
      }
    }
  }

  private static Set<String> names(Connection connection, String from) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery("SELECT name FROM " + from)) {
      while (results.next()) {
        names.add(results.getString(1));
      }
    }
    return names;
  }

  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Notes what it is told, and cuts a copy short. */
  private static final class Progress implements StoreCopy.Listener {
    private final long end;
    private final List<String> tables = new ArrayList<>();
    private long copiedBefore = -1;

    private Progress(long end) {
      this.end = end;
    }

    @Override
    public void begins(String table, long rows, long copied) {
      tables.add(table);
      if (copiedBefore < 0) {
        copiedBefore = copied;
      }
    }

    @Override
    public void copied(long rows) {
      if (rows > end) {
        throw new Cut();
      }
    }

    @Override
    public void verifies(String table) {}
  }
}
