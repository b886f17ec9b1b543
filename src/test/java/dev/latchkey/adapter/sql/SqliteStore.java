package dev.latchkey.adapter.sql;

import dev.latchkey.core.session.Changes;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/** A real SQLite file, seen as a store. */
final class SqliteStore extends DatabaseStore {
  private SqliteStore(Path file, Database database) {
    super("jdbc:sqlite:" + file, database);
  }

  /** Opens a file that already has its schema, since migrating takes longer than most tests. */
  static SqliteStore in(Path directory, Changes changes, Time time, Entropy entropy) {
    Path file = directory.resolve("latchkey.db");
    try {
      Files.write(file, Template.BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SqliteStore(file, Database.open(file, changes, time, entropy));
  }

  /** An empty database of the newest schema. */
  private static final class Template {
    static final byte[] BYTES = make();

    private static byte[] make() {
      try {
        Path directory = Files.createTempDirectory("latchkey");
        Path file = directory.resolve("template.db");
        Database.open(file, new Changes(), Instant::now, new SeededEntropy(1)).close();
        byte[] bytes = Files.readAllBytes(file);
        try (Stream<Path> files = Files.list(directory)) {
          for (Path one : files.toList()) {
            Files.delete(one);
          }
        }
        Files.delete(directory);
        return bytes;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
