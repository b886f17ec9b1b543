package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.StoreUnavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a store, as it stands at one moment, into one file: a SQLite database of the same tables,
 * compared with the store table by table, with the checksums by which it can be judged later. The
 * file appears under its name when it is whole and on the disk, readable by its owner only, and
 * never in the place of another.
 */
public final class WriteBackup {
  private static final String WORK = ".part";

  /** What a backup of an empty store takes, and some more. */
  private static final int LEAST_ROOM = 1024 * 1024;

  private final BackupSource source;
  private final StoreCopy.Listener listener;

  /**
   * Makes one.
   *
   * @param source what to back up
   * @param listener learns how far it is
   */
  public WriteBackup(BackupSource source, StoreCopy.Listener listener) {
    this.source = source;
    this.listener = listener;
  }

  /**
   * Writes.
   *
   * @param named the file to make
   * @param label what it says of itself
   * @return how many rows it holds
   * @throws StartProblem if the file exists, cannot be made, or the store is damaged; the message
   *     is one line
   * @throws StoreUnavailable if the store stopped answering
   */
  public long run(Path named, BackupLabel label) {
    Path file = named.toAbsolutePath().normalize();
    if (Files.exists(file)) {
      throw exists(file);
    }
    Path work = begin(file);
    Thread cleaning = new Thread(() -> remove(work), "remove-unfinished-backup");
    Runtime.getRuntime().addShutdownHook(cleaning);
    try {
      findRoom(work);
      SqliteFile store = SqliteFile.prepareAlone(work.resolve("store"));
      long rows = fill(store, label);
      publish(store.path(), file);
      return rows;
    } catch (SQLException e) {
      throw failure(e, file);
    } catch (IOException e) {
      throw new StartProblem("cannot write the backup " + file + ": " + reason(e), e);
    } finally {
      remove(work);
      forget(cleaning);
    }
  }

  private long fill(SqliteFile store, BackupLabel label) throws SQLException {
    try (Connection connection = store.connect()) {
      new SqliteSchema(store).bringUpToDate(connection);
    }
    CopyEnd target = new CopyEnd(Dialect.SQLITE, store::connect);
    return new StoreCopy(source.end(), target, listener)
        .run((from, to, contents) -> BackupContents.write(to, label, contents));
  }

  private static Path begin(Path file) {
    Path work = file.resolveSibling(file.getFileName() + WORK);
    try {
      return Files.createDirectory(work, SqliteFile.forOwnerOnly(work, "rwx------"));
    } catch (FileAlreadyExistsException e) {
      throw new StartProblem(
          "another backup to "
              + file
              + " is under way, or was cut short: in that case remove the directory "
              + work
              + " and try again",
          e);
    } catch (IOException e) {
      throw new StartProblem("cannot write the backup " + file + ": " + reason(e), e);
    }
  }

  /** Sees to it that a full disk is told as one, and not by the tool that makes the tables. */
  private static void findRoom(Path work) throws IOException {
    Path room = work.resolve("room");
    Files.write(room, new byte[LEAST_ROOM]);
    Files.delete(room);
  }

  private static StartProblem exists(Path file) {
    return new StartProblem("the file " + file + " exists: name a new one, or move it away");
  }

  /** Gives the file its name once its bytes are on the disk. */
  private static void publish(Path store, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(store, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    try {
      // A link, unlike a move, never takes the place of a file.
      Files.createLink(file, store);
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // Some network and memory-card file systems know no links.
      Files.move(store, file);
    }
    try (FileChannel folder = FileChannel.open(file.resolveSibling(""), StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      // Some systems do not open folders; there the name is as durable as they make it.
      return;
    }
  }

  private static RuntimeException failure(SQLException thrown, Path file) {
    return switch (SqliteFile.primaryCode(thrown)) {
      case SQLITE_FULL, SQLITE_IOERR ->
          new StartProblem(
              "cannot write the backup "
                  + file
                  + ": its disk is full or failing; make room there and try again",
              thrown);
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          new StartProblem(
              "the store is damaged, so it cannot be backed up: keep the latest backup, and restore"
                  + " it",
              thrown);
      default -> new StoreUnavailable("the database stopped answering; no backup", thrown);
    };
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException none -> "its directory does not exist";
      case FileSystemException known when known.getReason() != null -> known.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> innerFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path one : innerFirst) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      System.getLogger(WriteBackup.class.getName())
          .log(System.Logger.Level.DEBUG, "not removed: " + directory, e);
    }
  }

  private static void forget(Thread cleaning) {
    try {
      Runtime.getRuntime().removeShutdownHook(cleaning);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook runs or has run.
      return;
    }
  }
}
