package dev.latchkey.adapter.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.session.Changes;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.MovedTime;
import dev.latchkey.kernel.StartProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of other versions, and numbers after a restore. */
class BackupFileTest {
  /** Tables that the older program did not have. */
  private static final Set<String> LATER =
      Set.of("leases", "imports", "imported_accounts", "door_uses");

  @TempDir Path directory;

  private final MovedTime time = new MovedTime();

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Writes a backup as the program of schema 6 would have done. */
  private Path olderBackup() throws SQLException {
    SqliteFile file = SqliteFile.prepareAlone(directory.resolve("older.backup"));
    Flyway.configure(BackupFileTest.class.getClassLoader())
        .dataSource(new SqliteSource(file))
        .resourceProvider(new Migrations(Dialect.SQLITE))
        .javaMigrationClassProvider(List::of)
        .target("6")
        .loggers("slf4j")
        .load()
        .migrate();
    try (Connection connection = file.connect()) {
      execute(
          connection,
          """
          INSERT INTO accounts (realm, status, email, email_canonical, permissions, created_at,
            updated_at)
          VALUES ('main', 'ACTIVE', 'joe@x.org', 'joe@x.org', '', 1, 1)
          """);
      Map<String, Checksum> contents = new LinkedHashMap<>();
      for (String table : CopiedTable.ORDER) {
        if (!LATER.contains(table)) {
          contents.put(table, Checksum.of(connection, CopiedTable.look(connection, table)));
        }
      }
      BackupContents.write(connection, new BackupLabel(time.now(), "mark"), contents);
    }
    return file.path();
  }

  private Database store() {
    return Database.open(
        directory.resolve("latchkey.db"), new Changes(), time, new SeededEntropy(1));
  }

  @Test
  void a_backup_of_an_older_program_is_brought_up_to_date_and_left_as_it_was() throws Exception {
    Path older = olderBackup();
    byte[] bytes = Files.readAllBytes(older);

    BackupFile backup = BackupFile.open(older);
    assertThat(backup.verify(Quiet.LISTENER)).isEqualTo(1);
    try (Database target = store()) {
      backup.restore(target, directory, false, time.now(), Quiet.LISTENER);
      assertThat(target.accounts().list(null, 0, 10))
          .extracting(account -> String.valueOf(account.email()))
          .containsExactly("joe@x.org");
      assertThat(target.isHalfCopied()).isFalse();
    }

    assertThat(Files.readAllBytes(older)).isEqualTo(bytes);
    assertThat(directory.toFile().list()).noneMatch(name -> name.startsWith(".restore"));
  }

  @Test
  void a_backup_of_a_newer_program_is_refused() throws Exception {
    Path newer = olderBackup();
    try (Connection connection = SqliteFile.prepareAlone(newer).connect()) {
      execute(connection, "UPDATE flyway_schema_history SET version = '999' WHERE version = '006'");
    }

    assertThatThrownBy(() -> BackupFile.open(newer))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("newer Latchkey")
        .hasMessageContaining("schema 999");
  }

  @Test
  void numbers_skip_further_the_older_a_backup_is_and_never_run_out() {
    Duration day = Duration.ofDays(1);

    assertThat(Counter.DEVICES.leap(5, Duration.ZERO)).isEqualTo(1_000_000);
    assertThat(Counter.DEVICES.leap(5, day)).isEqualTo(1_000_000 + 86_400 * 100);
    assertThat(Counter.DEVICES.leap(5, day.negated())).isEqualTo(1_000_000);
    assertThat(Counter.ACCOUNTS.leap(5, day)).isEqualTo(1_000 + 86_400);
    assertThat(Counter.DEVICES.leap(Integer.MAX_VALUE - 10, day)).isEqualTo(5);
    assertThat(Counter.ACCOUNTS.leap(99, Duration.ofDays(100_000)))
        .isLessThan(Integer.MAX_VALUE / 2 + 1L);
  }

  private enum Quiet implements StoreCopy.Listener {
    LISTENER;

    @Override
    public void begins(String table, long rows, long copied) {}

    @Override
    public void copied(long rows) {}

    @Override
    public void verifies(String table) {}
  }
}
