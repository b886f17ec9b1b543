package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * A backup as {@link WriteBackup} wrote it. It is only read, also from a medium that takes no
 * writes; a schema older than this program's is brought up to date in a copy.
 */
public final class BackupFile {
  private final Path file;
  private final BackupLabel label;
  private final int version;

  private BackupFile(Path file, BackupLabel label, int version) {
    this.file = file;
    this.label = label;
    this.version = version;
  }

  /**
   * Opens one.
   *
   * @param named the file
   * @return the backup, not yet judged
   * @throws StartProblem if there is none, it is no backup, or a newer program wrote it; the
   *     message is one line
   */
  public static BackupFile open(Path named) {
    Path file = named.toAbsolutePath().normalize();
    if (!Files.isRegularFile(file)) {
      throw new StartProblem("there is no backup " + file);
    }
    try (Connection connection = read(file)) {
      if (!BackupContents.areIn(connection)) {
        throw new StartProblem(
            "the file " + file + " is no backup: name one that latchkey backup wrote");
      }
      BackupLabel label = BackupContents.label(connection);
      int version = version(connection);
      Migrations.refuseNewer(version, file);
      return new BackupFile(file, label, version);
    } catch (SQLException e) {
      throw problem(e, file);
    }
  }

  /**
   * Gives what it says of itself.
   *
   * @return the label
   */
  public BackupLabel label() {
    return label;
  }

  /**
   * Reads all of it and holds it against the checksums that were taken when it was written.
   *
   * @param listener is told of each table
   * @return how many rows it holds
   * @throws StartProblem if anything differs
   */
  public long verify(StoreCopy.Listener listener) {
    try (Connection connection = read(file)) {
      refuseDamage(connection);
      long rows = 0;
      for (Map.Entry<String, Checksum> table : BackupContents.tables(connection).entrySet()) {
        listener.verifies(table.getKey());
        Checksum found = Checksum.of(connection, CopiedTable.look(connection, table.getKey()));
        if (!found.equals(table.getValue())) {
          throw damaged(file, null);
        }
        rows += found.rows();
      }
      Map<String, Long> counters = BackupContents.counters(connection);
      for (Counter counter : Counter.ALL) {
        Long last = counters.get(counter.table());
        if (last == null || last != counter.read(connection, Dialect.SQLITE)) {
          throw damaged(file, null);
        }
      }
      return rows;
    } catch (SQLException e) {
      throw problem(e, file);
    }
  }

  private void refuseDamage(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery("PRAGMA integrity_check(1)")) {
      if (!results.next() || !"ok".equals(results.getString(1))) {
        throw damaged(file, null);
      }
    }
  }

  /**
   * Brings everything into an empty store, and compares. A restore that was cut short goes on when
   * it is run again. Numbers of accounts and devices go on far beyond those of the backup.
   *
   * @param target the store
   * @param work a directory of the owner, where an older backup is brought up to date
   * @param endsSessions whether to end every session, and make every mailed link dead
   * @param now the present moment
   * @param listener learns how far it is
   * @return what was done
   * @throws StartProblem if the target is not empty, or differs at the end
   * @throws StoreUnavailable if the target stopped answering; run again to go on
   */
  public Restored restore(
      Database target, Path work, boolean endsSessions, Instant now, StoreCopy.Listener listener) {
    if (version == Migrations.NEWEST) {
      return restore(file, target, endsSessions, now, listener);
    }
    Path folder = null;
    try {
      folder =
          Files.createTempDirectory(work, ".restore", SqliteFile.forOwnerOnly(work, "rwx------"));
      return restore(modernised(folder), target, endsSessions, now, listener);
    } catch (IOException e) {
      throw new StartProblem(
          "cannot bring the backup up to date in " + work + ": make room there", e);
    } finally {
      if (folder != null) {
        WriteBackup.remove(folder);
      }
    }
  }

  private Path modernised(Path folder) throws IOException {
    SqliteFile copy = SqliteFile.prepareAlone(folder.resolve("store"));
    Files.write(copy.path(), new byte[0]);
    try (var bytes = Files.newInputStream(file);
        var out = Files.newOutputStream(copy.path())) {
      bytes.transferTo(out);
    }
    try (Connection connection = copy.connect()) {
      BackupContents.drop(connection);
      new SqliteSchema(copy).bringUpToDate(connection);
    } catch (SQLException e) {
      throw problem(e, file);
    }
    return copy.path();
  }

  private Restored restore(
      Path store, Database target, boolean endsSessions, Instant now, StoreCopy.Listener listener) {
    CopyEnd from = new CopyEnd(Dialect.SQLITE, () -> read(store));
    AfterRestore last = new AfterRestore(target.dialect(), label.madeAt(), endsSessions, now);
    try {
      long rows = new StoreCopy(from, target.end(), listener).run(last);
      return new Restored(rows, last.ended(), last.nextAccount(), last.nextDevice());
    } catch (SQLException e) {
      throw new StoreUnavailable(
          SqliteFile.primaryCode(e) == SQLiteErrorCode.SQLITE_FULL
              ? "the disk of the store is full; make room and run the restore again to go on"
              : "the store stopped answering; run the restore again to go on",
          e);
    }
  }

  /**
   * What a restore did.
   *
   * @param rows how many rows the store holds now
   * @param ended how many sessions were ended
   * @param nextAccount the number of the next account
   * @param nextDevice the number of the next device
   */
  public record Restored(long rows, int ended, long nextAccount, long nextDevice) {}

  private static Connection read(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    return config.createConnection("jdbc:sqlite:" + file.toUri());
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet results =
            statement.executeQuery(
                """
                SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success
                """)) {
      return results.next() ? results.getInt(1) : 0;
    }
  }

  private static RuntimeException problem(SQLException thrown, Path file) {
    return switch (SqliteFile.primaryCode(thrown)) {
      case SQLITE_NOTADB ->
          new StartProblem(
              "the file " + file + " is no backup: name one that latchkey backup wrote", thrown);
      case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY, SQLITE_AUTH ->
          new StartProblem("cannot read the backup " + file + ": let this user read it", thrown);
      default -> damaged(file, thrown);
    };
  }

  private static StartProblem damaged(Path file, @Nullable SQLException e) {
    return new StartProblem(
        "the backup "
            + file
            + " is damaged: it is not what was written. Nothing of it was restored; take another"
            + " one",
        e);
  }
}
