package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.StartProblem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite database file: makes it, for the eyes of its owner only, and opens durable connections
 * to it.
 */
final class SqliteFile {
  /** Older ones can lose committed rows when a checkpoint and a reset of the log coincide. */
  private static final int[] OLDEST = {3, 51, 3};

  private static final int BUSY_MILLIS = 5_000;
  private static final int WRITER_BUSY_MILLIS = 15;
  private static final int LOG_ATTEMPTS = 100;

  private final Path file;
  private final boolean isAlone;

  private SqliteFile(Path file, boolean isAlone) {
    this.file = file;
    this.isAlone = isAlone;
  }

  /**
   * Makes a file that one process has for itself while it fills it: without a log beside it, which
   * network file systems would not bear, and not synchronised, which its owner does at the end.
   */
  static SqliteFile prepareAlone(Path path) {
    return new SqliteFile(prepare(path).file, true);
  }

  /**
   * Makes the file and its directory if they are missing. SQLite gives its log files the mode of
   * the database file, so all of them are readable by their owner only.
   */
  static SqliteFile prepare(Path path) {
    Path file = path.toAbsolutePath().normalize();
    if (Files.isDirectory(file)) {
      throw new StartProblem("the database " + file + " is a directory: name a file in it");
    }
    try {
      Path parent = file.getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        Files.createDirectories(parent, forOwnerOnly(parent, "rwx------"));
      }
      if (parent != null && Files.notExists(file)) {
        create(file, parent);
      }
    } catch (IOException e) {
      throw new StartProblem(
          "cannot create the database " + file + ": make its directory writable for this user", e);
    }
    if (!Files.isReadable(file) || !Files.isWritable(file)) {
      throw new StartProblem(
          "cannot write the database " + file + ": let this user read and write it");
    }
    return new SqliteFile(file, false);
  }

  private static void create(Path file, Path parent) throws IOException {
    try {
      Files.createFile(file, forOwnerOnly(parent, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      // Another process was faster, and made it with the same mode.
      return;
    }
  }

  /** Gives the attributes of a new file, where the file system knows such. */
  static FileAttribute<?>[] forOwnerOnly(Path place, String mode) {
    boolean posix = place.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  /** Gives the absolute path. */
  Path path() {
    return file;
  }

  /** Opens a connection for a start or a migration. */
  Connection connect() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    // A URI, because the driver would take a question mark in a plain path for parameters.
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toUri());
    try {
      if (isAlone) {
        tuneAlone(connection);
      } else {
        tune(connection);
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Opens the connection that writes. It waits briefly for other processes and leaves it to {@link
   * WriteConnection} to ask again: SQLite's own wait grows to a tenth of a second between two
   * attempts, and would miss the short gaps of a process that is busy writing.
   */
  Connection connectForWriting() throws SQLException {
    Connection connection = connect();
    execute(connection, "PRAGMA busy_timeout = " + WRITER_BUSY_MILLIS);
    return connection;
  }

  /** Opens a connection that cannot change anything. */
  Connection connectForReading() throws SQLException {
    Connection connection = connect();
    execute(connection, "PRAGMA query_only = ON");
    return connection;
  }

  private static void tune(Connection connection) throws SQLException {
    startLog(connection);
    execute(connection, "PRAGMA synchronous = FULL");
    execute(connection, "PRAGMA foreign_keys = ON");
    execute(connection, "PRAGMA trusted_schema = OFF");
    // What was deleted is overwritten; personal data does not linger in free pages.
    execute(connection, "PRAGMA secure_delete = ON");
    execute(connection, "PRAGMA temp_store = MEMORY");
    execute(connection, "PRAGMA cache_size = -8192");
    execute(connection, "PRAGMA journal_size_limit = 67108864");
  }

  private static void tuneAlone(Connection connection) throws SQLException {
    execute(connection, "PRAGMA journal_mode = MEMORY");
    execute(connection, "PRAGMA synchronous = OFF");
    execute(connection, "PRAGMA trusted_schema = OFF");
    execute(connection, "PRAGMA temp_store = MEMORY");
  }

  /** Turns the write-ahead log on; of two processes that do it at once, one may be refused. */
  private static void startLog(Connection connection) throws SQLException {
    for (int i = 1; i <= LOG_ATTEMPTS && !"wal".equals(pragma(connection, "journal_mode")); i++) {
      try {
        execute(connection, "PRAGMA journal_mode = WAL");
      } catch (SQLException e) {
        if (i == LOG_ATTEMPTS || !isBusy(e)) {
          throw e;
        }
      }
    }
  }

  /** Says whether another connection was in the way. */
  static boolean isBusy(SQLException thrown) {
    // The low byte is the primary result code, https://www.sqlite.org/rescode.html
    return thrown instanceof SQLiteException sqlite
        && (sqlite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
  }

  /**
   * Finds what SQLite said, behind whatever it was wrapped in.
   *
   * @return the primary result code; UNKNOWN_ERROR if it was not SQLite
   */
  static SQLiteErrorCode primaryCode(SQLException thrown) {
    for (Throwable one = thrown; one != null; one = one.getCause()) {
      if (one instanceof SQLiteException sqlite) {
        return SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff);
      }
    }
    return SQLiteErrorCode.UNKNOWN_ERROR;
  }

  /** Says whether the disk failed to read, write or synchronise. */
  static boolean isFromDisk(SQLException thrown) {
    return primaryCode(thrown) == SQLiteErrorCode.SQLITE_IOERR;
  }

  /**
   * Writes what a process that did not close left in the log into the database, as far as nobody
   * reads there. Until then the log may be only in the memory of the system, if the disk failed
   * before that process ended, and what is appended to it would stand on sand.
   */
  void settleLog(Connection connection) throws SQLException {
    execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
  }

  /** Reads back what durability and integrity hang on. */
  void assertDurable(Connection connection) throws SQLException {
    String version = text(connection, "SELECT sqlite_version()");
    if (isOlderThan(version, OLDEST)) {
      throw new StartProblem(
          "SQLite " + version + " is too old: version 3.51.3 or newer is needed");
    }
    expect(connection, "journal_mode", "wal");
    expect(connection, "synchronous", "2");
    expect(connection, "foreign_keys", "1");
  }

  private void expect(Connection connection, String name, String wanted) throws SQLException {
    String found = pragma(connection, name);
    if (!wanted.equals(found)) {
      throw new StartProblem(
          String.format(
              Locale.ROOT,
              "the database %s has %s=%s instead of %s: keep it on a local disk",
              file,
              name,
              found,
              wanted));
    }
  }

  static boolean isOlderThan(String version, int[] oldest) {
    String[] parts = version.split("\\.", -1);
    for (int i = 0; i < oldest.length; i++) {
      int part = i < parts.length ? Integer.parseInt(parts[i]) : 0;
      if (part != oldest[i]) {
        return part < oldest[i];
      }
    }
    return false;
  }

  /** Turns what the driver said at start into the line to show. */
  StartProblem problem(SQLException thrown) {
    return new StartProblem(line(thrown), thrown);
  }

  private String line(SQLException thrown) {
    return switch (primaryCode(thrown)) {
      case SQLITE_NOTADB ->
          "the file " + file + " is no SQLite database: name another one or move it away";
      case SQLITE_CORRUPT -> "the database " + file + " is damaged: restore a backup";
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
          "cannot write the database " + file + ": let this user write it and its directory";
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL ->
          "the database " + file + " is locked by another program: stop that and try again";
      case SQLITE_FULL -> "the disk of the database " + file + " is full: make room on it";
      default -> "cannot open the database " + file + ": " + thrown.getMessage();
    };
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    return text(connection, "PRAGMA " + name);
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      return results.next() ? String.valueOf(results.getString(1)) : "";
    }
  }
}
