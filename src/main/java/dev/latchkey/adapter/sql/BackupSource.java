package dev.latchkey.adapter.sql;

import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.StoreUnavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;

/**
 * A store that is read for a backup and changed in nothing, not even its schema. Servers may go on
 * writing to it.
 */
public final class BackupSource implements AutoCloseable {
  private final CopyEnd end;
  private final Runnable closing;

  private BackupSource(CopyEnd end, Runnable closing) {
    this.end = end;
    this.closing = closing;
  }

  /**
   * Opens a SQLite file.
   *
   * @param path the file, which must exist
   * @return the source
   * @throws StartProblem if it cannot be used; its message is the line to show
   */
  public static BackupSource open(Path path) {
    SqliteFile file = SqliteFile.prepare(path);
    try (Connection connection = file.connectForReading()) {
      new SqliteSchema(file).requireNewest(connection);
    } catch (SQLException e) {
      throw file.problem(e);
    }
    return new BackupSource(new CopyEnd(Dialect.SQLITE, file::connectForReading), () -> {}).whole();
  }

  /**
   * Connects to a PostgreSQL database.
   *
   * @param settings where it is
   * @return the source
   * @throws StartProblem if it cannot be used; its message is the line to show
   */
  public static BackupSource connect(DatabaseSettings settings) {
    PostgresPool pool =
        new PostgresPool(settings, new Timelines(), Jdbi::create, new Failures(Dialect.POSTGRESQL));
    try {
      new PostgresSchema(pool.source()).requireNewest();
      return new BackupSource(
              new CopyEnd(Dialect.POSTGRESQL, () -> pool.source().getConnection()), pool::close)
          .whole();
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private BackupSource whole() {
    try (Connection connection = end.open()) {
      if (CopyProgress.isUnfinished(connection)) {
        throw new StartProblem(
            "the store is the target of a copy that did not finish: finish that first");
      }
      return this;
    } catch (SQLException e) {
      throw new StoreUnavailable("the database does not answer", e);
    }
  }

  /** Shows it to a copy. */
  CopyEnd end() {
    return end;
  }

  @Override
  public void close() {
    closing.run();
  }
}
