package dev.latchkey.feature.migration;

import dev.latchkey.boot.BringAccounts;
import dev.latchkey.core.account.Account;
import dev.latchkey.core.credential.ForeignHashes;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A running server into which accounts move. A hash in a file is the password itself here, hashed
 * anew as this server does, and the word {@code broken} is no hash: what families of hashes there
 * are is tested elsewhere.
 */
final class Moving implements AutoCloseable {
  static final ImportPlan PLAN =
      new ImportPlan(RealmName.MAIN, "old", false, false, false, false, false);

  private final RunningHouse house;
  private int files;

  private Moving(RunningHouse house) {
    this.house = house;
  }

  static Moving into(Place place) {
    return new Moving(
        switch (place) {
          case SQLITE -> RunningHouse.start();
          case POSTGRESQL -> RunningHouse.onPostgres();
        });
  }

  RunningHouse house() {
    return house;
  }

  /** Imports lines of JSON. */
  List<Result> lines(ImportPlan plan, String... lines) {
    return file(plan, "lines-" + ++files, String.join("\n", lines));
  }

  /** Imports a file. */
  List<Result> file(ImportPlan plan, String name, String content) {
    Kept report = new Kept();
    run(plan, name, content, report);
    return report.results;
  }

  /** Imports a file, with any report. */
  Tally run(ImportPlan plan, String name, String content, Report report) {
    Path file = house.directory().resolve(name);
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new BringAccounts(house.house(), new Words())
        .run(BringAccounts.open(file, "columns", null), plan, report, new Silent());
  }

  Account account(String name) {
    return find(name).orElseThrow(() -> new AssertionError("nobody is called " + name));
  }

  Optional<Account> find(String name) {
    return house
        .house()
        .ports()
        .accounts()
        .findByIdentifier(
            RealmName.MAIN, Namespace.NAME, Identifier.name(name).orElseThrow().canonical());
  }

  boolean signsIn(String name, String password) {
    return house
            .post("/sign_in", "{\"login\":\"" + name + "\",\"password\":\"" + password + "\"}")
            .statusCode()
        == 200;
  }

  /** Everything that is stored, but for what a running server writes by itself. */
  Map<String, List<String>> store() {
    Map<String, List<String>> store = new TreeMap<>();
    for (String table :
        List.of(
            "accounts",
            "identifiers",
            "passwords",
            "imported_accounts",
            "imports",
            "events",
            "letters",
            "challenges")) {
      store.put(table, rows("SELECT * FROM " + table));
    }
    store.replaceAll((table, rows) -> rows.stream().sorted().toList());
    return store;
  }

  List<String> rows(String query) {
    List<String> rows = new ArrayList<>();
    String server = house.house().settings().database().url();
    String url =
        server != null ? server : "jdbc:sqlite:" + house.directory().resolve("latchkey.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(query)) {
      while (results.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
          row.append(results.getString(i)).append('|');
        }
        rows.add(row.toString());
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return rows;
  }

  @Override
  public void close() {
    house.close();
  }

  /** Which store. */
  enum Place {
    SQLITE,
    POSTGRESQL
  }

  /** Keeps results in memory. */
  static class Kept implements Report {
    final List<Result> results = new ArrayList<>();

    @Override
    public String lines(List<Result> more) {
      // A transaction may be tried again, so that the same results come twice.
      results.removeIf(
          one -> one.place().entry() >= (more.isEmpty() ? 0 : more.getFirst().place().entry()));
      results.addAll(more);
      return "";
    }

    @Override
    public long length() {
      return 0;
    }

    @Override
    public void cutTo(long length) {
      // It is kept elsewhere.
    }

    @Override
    public void append(String lines) {
      // Likewise.
    }
  }

  private final class Words implements ForeignHashes {
    @Override
    public Reading read(ForeignHash hash) {
      if (hash.value().equals("broken")) {
        return new Reading.Refused("it is no hash of a family that is known");
      }
      try {
        return new Reading.Kept(
            house.house().ports().hasher().hash(Password.of(hash.value())), "words");
      } catch (HasherBusy e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public List<String> families() {
      return List.of("words");
    }
  }

  private static final class Silent implements BringAccounts.Watch {
    @Override
    public void passesOver(Set<String> columns) {
      // Nobody looks on.
    }

    @Override
    public void reads(long nanos, long bytes, long size) {
      // Nobody looks on.
    }

    @Override
    public void begins(ImportWatch.Start start, long done, long total) {
      // Nobody looks on.
    }

    @Override
    public void settled(long nanos, long done, long total) {
      // Nobody looks on.
    }
  }
}
