package compare;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import load.Result;

/**
 * What SQLite does at most with one commit after another, each on the disk: a row of the size of a token into a file
 * beside the store. Latchkey commits several requests at a time, so it can do more than this.
 */
final class BareCommits {
  private final Path file;

  BareCommits(Path directory) {
    this.file = directory.resolve("bare.db");
  }

  /** Commits for a while. */
  Result run(int seconds) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, content BLOB)");
      long count = 0;
      long start = System.nanoTime();
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO rows (content) VALUES (zeroblob(120))")) {
        while (System.nanoTime() - start < seconds * 1_000_000_000L) {
          insert.executeUpdate();
          count++;
        }
      }
      return new Result(count / ((System.nanoTime() - start) / 1e9), Double.NaN, Double.NaN);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
