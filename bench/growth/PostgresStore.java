package growth;

import dev.latchkey.adapter.crypto.SystemEntropy;
import dev.latchkey.adapter.crypto.SystemTime;
import dev.latchkey.adapter.sql.Database;
import dev.latchkey.core.session.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import postgres.Postgres;

/** Databases of one PostgreSQL server, one for each size. */
final class PostgresStore implements Store {
  private final Stores stores;
  private final List<String> copies = new ArrayList<>();
  private Postgres server;

  PostgresStore(Stores stores) throws IOException, InterruptedException {
    this.stores = stores;
    this.server = stores.serve();
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  private String url(int people) {
    return server.url(Stores.postgres(people));
  }

  @Override
  public Database open(int people) {
    return Database.connect(Stores.settings(url(people)), new Changes(), new SystemTime(), new SystemEntropy());
  }

  @Override
  public Served serve(int people) throws Exception {
    if (people > Stores.SMALL) {
      return Served.start(stores.work("keys-" + people), url(people));
    }
    String copy = "copy_" + people;
    server.execute("postgres", "DROP DATABASE IF EXISTS " + copy);
    server.execute("postgres", "CREATE DATABASE " + copy + " TEMPLATE " + Stores.postgres(people));
    copies.add(copy);
    Path data = stores.work("keys-of-copy-" + people);
    Stores.remove(data);
    return Served.start(data, server.url(copy));
  }

  @Override
  public void warm(int people) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(people));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS pg_prewarm SCHEMA pg_catalog");
      statement.execute(
          """
          SELECT pg_prewarm(oid::regclass, 'read') FROM pg_class
          WHERE relname IN ('tokens', 'tokens_pkey', 'sessions', 'sessions_pkey', 'accounts', 'accounts_pkey',
            'identifiers', 'identifiers_pkey', 'passwords', 'passwords_pkey')
          """);
    }
  }

  @Override
  public void cool(int people) throws Exception {
    List<String> files = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url(people));
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT oid FROM pg_database WHERE datname = current_database()")) {
      found.next();
      try (Stream<Path> all = Files.list(server.data().resolve("base/" + found.getInt(1)))) {
        all.forEach(file -> files.add(file.toString()));
      }
    }
    server.stop();
    Store.run("sync");
    for (String file : files) {
      Store.run("dd", "if=" + file, "iflag=nocache", "count=0");
    }
    server.start();
  }

  @Override
  public long processorNanos() {
    return Stream.concat(Stream.of(server.handle()), server.handle().descendants())
        .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
        .mapToLong(Duration::toNanos)
        .sum();
  }

  @Override
  public long written(Served ignored) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.url("postgres"));
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')")) {
      found.next();
      return found.getLong(1);
    }
  }

  @Override
  public List<Room> rooms(int people) throws Exception {
    List<Room> rooms = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url(people));
        Statement statement = connection.createStatement()) {
      for (Tables.Table table : Stores.tables().all()) {
        try (ResultSet found =
            statement.executeQuery(
                "SELECT count(*), pg_table_size('%1$s'), pg_indexes_size('%1$s') FROM %1$s".formatted(table.name()))) {
          found.next();
          rooms.add(new Room(table.name(), found.getLong(1), found.getLong(2), found.getLong(3)));
        }
      }
    }
    return rooms;
  }

  @Override
  public void close() throws Exception {
    for (String copy : copies) {
      server.execute("postgres", "DROP DATABASE " + copy + " WITH (FORCE)");
    }
    server.stop();
  }
}
