package dev.latchkey.adapter.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.session.Changes;
import dev.latchkey.core.token.FoundToken;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A store that the previous program wrote, brought up to date by this one. A new migration needs a
 * file {@code written-by-NNN.sql} of what the program before it wrote.
 */
class MigrationsTest {
  private static final RealmName MAIN = RealmName.MAIN;
  private static final int PREVIOUS =
      Migrations.version(Migrations.NAMES.get(Migrations.NAMES.size() - 2));

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void all_that_the_previous_program_wrote_is_there(Dialect dialect) throws Exception {
    String url = previous(dialect);
    write(url, 7000);

    try (Database database = open(dialect, url)) {
      assertHolds(database, 7000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_previous_program_goes_on_writing_while_this_one_runs(Dialect dialect) throws Exception {
    String url = previous(dialect);
    write(url, 7000);

    try (Database database = open(dialect, url)) {
      write(url, 8000);

      assertHolds(database, 7000);
      assertHolds(database, 8000);
      assertThat(database.sessions().end(new SessionId(8000001), Instant.now())).isTrue();
      assertThat(database.accounts().delete(new AccountId(8000))).isTrue();
    }
  }

  private static void assertHolds(Database database, int number) {
    Account account =
        database.accounts().findByIdentifier(MAIN, Namespace.NAME, "name_" + number).orElseThrow();
    assertThat(account.id()).isEqualTo(new AccountId(number));
    assertThat(account.permissions()).containsExactly("admin");
    assertThat(database.accounts().findByIdentifier(MAIN, Namespace.NAME, number + "@mail.example"))
        .contains(account);
    assertThat(
            database
                .accounts()
                .findByIdentifier(MAIN, Namespace.NAME, "before-" + number + "@mail.example"))
        .isEmpty();
    assertThat(database.credentials().passwordHash(account.id())).contains("hash of " + number);
    FoundToken found = database.tokens().find("access", "new of " + number).orElseThrow();
    assertThat(found.account()).isEqualTo(account);
    assertThat(found.session().isLive(Instant.now())).isTrue();
    assertThat(database.tokens().find("access", "old of " + number).orElseThrow().token())
        .matches(token -> token.supersededAt() != null);
    assertThat(database.sessions().of(account.id())).containsExactly(found.session());
    assertThat(database.challenges().find(number).orElseThrow().account()).isEqualTo(account.id());
    assertThat(database.knownDevices().any(account.id())).isTrue();
    assertThat(database.knownPlaces().seenAt(account.id(), "network")).isPresent();
    assertThat(database.outbox().newest(10))
        .extracting(Outbox.Entry::place)
        .contains("place of " + number);
    assertThat(database.clients().find("client" + number)).isPresent();
    assertThat(database.storedKeys().of("purpose " + number)).hasSize(1);
    assertThat(database.runs().find(MAIN, "source", "digest of " + number)).isPresent();
  }

  /** Makes a database of the schema that the previous program knew, and gives its address. */
  private String previous(Dialect dialect) {
    String url =
        switch (dialect) {
          case SQLITE -> "jdbc:sqlite:" + directory.resolve("latchkey.db");
          case POSTGRESQL -> PostgresServer.running().emptyDatabase();
        };
    Flyway.configure(MigrationsTest.class.getClassLoader())
        .dataSource(url, null, null)
        .resourceProvider(new Migrations(dialect))
        .javaMigrationClassProvider(List::of)
        .skipDefaultCallbacks(true)
        .placeholderReplacement(false)
        .target(Integer.toString(PREVIOUS))
        .loggers("slf4j")
        .load()
        .migrate();
    return url;
  }

  private Database open(Dialect dialect, String url) {
    DatabaseSettings standard = DatabaseSettings.DEFAULT;
    return switch (dialect) {
      case SQLITE ->
          Database.open(
              directory.resolve("latchkey.db"), new Changes(), Instant::now, new SeededEntropy(1));
      case POSTGRESQL ->
          Database.connect(
              new DatabaseSettings(
                  url, null, null, 4, standard.patience(), standard.statementTimeout()),
              new Changes(),
              Instant::now,
              new SeededEntropy(1));
    };
  }

  /** Writes as the previous program did, through a connection of its own. */
  private static void write(String url, int number) throws SQLException {
    String file = String.format(Locale.ROOT, "/sql/written-by-%03d.sql", PREVIOUS);
    try (InputStream in = MigrationsTest.class.getResourceAsStream(file);
        Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      assertThat(in)
          .as("what the program before the newest migration wrote, in %s", file)
          .isNotNull();
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : sql.replace("NUMBER", Integer.toString(number)).lines().toList()) {
        if (!line.startsWith("--")) {
          statement.execute(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
