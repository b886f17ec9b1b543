package growth;

import dev.latchkey.adapter.crypto.SystemEntropy;
import dev.latchkey.adapter.crypto.SystemTime;
import dev.latchkey.adapter.sql.Database;
import dev.latchkey.core.session.Changes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** SQLite files, one for each size. */
final class SqliteStore implements Store {
  private final Stores stores;
  private final List<Path> copies = new ArrayList<>();

  SqliteStore(Stores stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "SQLite";
  }

  private Path file(int people) {
    return stores.sqlite(people).resolve("latchkey.db");
  }

  @Override
  public Database open(int people) {
    return Database.open(file(people), new Changes(), new SystemTime(), new SystemEntropy());
  }

  @Override
  public Served serve(int people) throws Exception {
    Path data = stores.sqlite(people);
    if (people <= Stores.SMALL) {
      data = stores.work("sqlite-" + people);
      Stores.remove(data);
      Files.createDirectories(data);
      Files.copy(file(people), data.resolve("latchkey.db"));
      copies.add(data);
    }
    return Served.start(data, null);
  }

  @Override
  public void warm(int people) throws Exception {
    Store.run("cat", file(people).toString());
  }

  @Override
  public void cool(int people) throws Exception {
    Store.run("sync");
    Store.run("dd", "if=" + file(people), "iflag=nocache", "count=0");
  }

  @Override
  public long processorNanos() {
    return 0; // It works within the server.
  }

  @Override
  public long written(Served server) throws Exception {
    return server.written();
  }

  @Override
  public List<Room> rooms(int people) throws Exception {
    List<Room> rooms = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file(people));
        Statement statement = connection.createStatement()) {
      for (Tables.Table table : Stores.tables().all()) {
        try (ResultSet found =
            statement.executeQuery(
                """
                SELECT (SELECT count(*) FROM %1$s), sum(d.pgsize * (s.type = 'table')), sum(d.pgsize * (s.type = 'index'))
                FROM sqlite_schema s JOIN dbstat d ON d.name = s.name AND d.aggregate = TRUE
                WHERE s.tbl_name = '%1$s' AND s.type IN ('table', 'index')
                """
                    .formatted(table.name()))) {
          found.next();
          rooms.add(new Room(table.name(), found.getLong(1), found.getLong(2), found.getLong(3)));
        }
      }
    }
    return rooms;
  }

  @Override
  public void close() throws Exception {
    for (Path copy : copies) {
      Stores.remove(copy);
    }
  }
}
