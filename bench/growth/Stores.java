package growth;

import dev.latchkey.adapter.crypto.Argon2Hasher;
import dev.latchkey.adapter.crypto.SystemEntropy;
import dev.latchkey.adapter.crypto.SystemTime;
import dev.latchkey.adapter.sql.Database;
import dev.latchkey.adapter.sql.DatabaseSettings;
import dev.latchkey.core.credential.HashSettings;
import dev.latchkey.core.session.Changes;
import dev.latchkey.kernel.Password;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import postgres.Postgres;

/** The stores of all sizes in one directory: made once, found again later. */
final class Stores {
  /** Of stores up to this size, servers get a copy, since what they write would make them grow. */
  static final int SMALL = 100_000;

  private static final int SALTS = 64;

  /** A machine of its own would give PostgreSQL a quarter of the memory. */
  private static final String[] DURABLE = {
    "shared_buffers=4GB", "max_wal_size=4GB", "max_connections=200", "autovacuum=off"
  };

  private static final String[] FILLING = {
    "shared_buffers=1GB", "max_wal_size=2GB", "max_connections=20", "autovacuum=off",
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"
  };

  private final Path directory;
  private final int port;

  Stores(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** The data directory of a server on SQLite with so many accounts. */
  Path sqlite(int people) {
    return directory.resolve("sqlite-" + people);
  }

  /** The name of a PostgreSQL database with so many accounts. */
  static String postgres(int people) {
    return "growth_" + people;
  }

  /** Gives a directory for what a server needs or leaves behind. */
  Path work(String name) {
    return directory.resolve("work").resolve(name);
  }

  /** Starts the PostgreSQL server that holds the databases, durable as the program demands. */
  Postgres serve() throws IOException, InterruptedException {
    return Postgres.start(directory, port, DURABLE);
  }

  /** Makes the SQLite stores that are not there yet. */
  void prepareSqlite(List<Integer> sizes) throws Exception {
    for (int people : sizes) {
      Path data = sqlite(people);
      if (isDone("sqlite", people)) {
        continue;
      }
      remove(data);
      Files.createDirectories(data);
      Path file = data.resolve("latchkey.db");
      Database.open(file, new Changes(), new SystemTime(), new SystemEntropy()).close();
      new SqliteFill(file).fill(tables(), people);
      done("sqlite", people);
    }
  }

  /** Makes the PostgreSQL stores that are not there yet. */
  void preparePostgres(List<Integer> sizes) throws Exception {
    if (sizes.stream().allMatch(people -> isDone("postgresql", people))) {
      return;
    }
    Files.createDirectories(directory);
    try (Postgres server = Postgres.start(directory, port, DURABLE)) {
      for (int people : sizes) {
        if (!isDone("postgresql", people)) {
          server.execute("postgres", "DROP DATABASE IF EXISTS " + postgres(people));
          server.create(postgres(people));
          Database.connect(settings(server.url(postgres(people))), new Changes(), new SystemTime(), new SystemEntropy())
              .close();
        }
      }
      server.stop();
    }
    try (Postgres server = Postgres.start(directory, port, FILLING)) {
      for (int people : sizes) {
        if (!isDone("postgresql", people)) {
          new PostgresFill(server.url(postgres(people))).fill(tables(), people);
          server.execute("postgres", "CHECKPOINT");
          done("postgresql", people);
        }
      }
      server.stop();
    }
  }

  static DatabaseSettings settings(String url) {
    DatabaseSettings standard = DatabaseSettings.DEFAULT;
    return new DatabaseSettings(
        url, null, null, standard.connections(), standard.patience(), standard.statementTimeout());
  }

  /** Says whether a store was made to its end. */
  boolean isDone(String store, int people) {
    return Files.exists(directory.resolve(store + "-" + people + ".done"));
  }

  private void done(String store, int people) throws IOException {
    Files.createFile(directory.resolve(store + "-" + people + ".done"));
  }

  /** Gives what the stores are filled with. */
  static Tables tables() throws Exception {
    List<String> hashes = new ArrayList<>();
    try (Argon2Hasher hasher =
        new Argon2Hasher(new HashSettings(8, 1, 1, 1024), new SystemEntropy(), new SystemTime())) {
      for (int i = 0; i < SALTS; i++) {
        hashes.add(hasher.hash(Password.of(Person.PASSWORD)));
      }
    }
    return new Tables(System.currentTimeMillis(), hashes);
  }

  /** Removes a directory with what is in it, if it is there. */
  static void remove(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    }
  }
}
