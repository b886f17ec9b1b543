package dev.latchkey.adapter.sql;

import dev.latchkey.feature.migration.Arrivals;
import dev.latchkey.feature.migration.Run;
import dev.latchkey.feature.migration.Run.Numbers;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Arrivals that are not written: the store is only read, and what would be in it lies in a scratch
 * file beside, which goes when this is closed. So a dry run of a large file needs neither memory
 * nor the writer of the store.
 */
public final class Rehearsal implements Arrivals, AutoCloseable {
  private static final InLists NAMES =
      new InLists(
          "SELECT canonical, account_id, entry FROM names WHERE namespace = ? AND canonical IN (%s)");
  private static final InLists IDS =
      new InLists("SELECT old_id, account_id, entry FROM ids WHERE old_id IN (%s)");
  private static final InLists MET =
      new InLists("SELECT account_id, entry FROM met WHERE account_id IN (%s)");
  private static final InLists NUMBERS =
      new InLists("SELECT account_id FROM numbers WHERE account_id IN (%s)");

  private final Arrivals store;
  private final Path file;
  private final Connection scratch;
  private int drawn;

  private Rehearsal(Arrivals store, Path file, Connection scratch) {
    this.store = store;
    this.file = file;
    this.scratch = scratch;
  }

  /**
   * Begins one.
   *
   * @param store is read
   */
  static Rehearsal begin(Arrivals store) {
    try {
      Path file = Files.createTempFile("latchkey-dry-run", ".db");
      Connection scratch = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = scratch.createStatement()) {
        // Lost with the process, and begun anew by the next.
        statement.execute("PRAGMA journal_mode = OFF");
        statement.execute("PRAGMA synchronous = OFF");
        statement.execute(
            "CREATE TABLE names (namespace TEXT, canonical TEXT, account_id INTEGER, entry INTEGER,"
                + " PRIMARY KEY (namespace, canonical)) WITHOUT ROWID");
        statement.execute(
            "CREATE TABLE ids (old_id TEXT PRIMARY KEY, account_id INTEGER, entry INTEGER)"
                + " WITHOUT ROWID");
        statement.execute("CREATE TABLE met (account_id INTEGER PRIMARY KEY, entry INTEGER)");
        statement.execute("CREATE TABLE numbers (account_id INTEGER PRIMARY KEY)");
      }
      scratch.setAutoCommit(false);
      return new Rehearsal(store, file, scratch);
    } catch (IOException | SQLException e) {
      throw problem(e);
    }
  }

  private static StartProblem problem(Exception cause) {
    return new StartProblem(
        "cannot write a scratch file in "
            + System.getProperty("java.io.tmpdir")
            + ": make room in it",
        cause);
  }

  @Override
  public Map<Name, Owner> owners(Run run, Collection<Name> names, Instant at) {
    Map<Name, Owner> owners = new HashMap<>(store.owners(run, names, at));
    for (Namespace namespace : Namespace.values()) {
      List<String> canonicals =
          names.stream()
              .filter(name -> name.namespace() == namespace)
              .map(Name::canonical)
              .toList();
      query(
          NAMES,
          List.of(namespace.name()),
          canonicals,
          row ->
              owners.put(
                  new Name(namespace, row.text()),
                  new Owner(new AccountId(row.integer()), false, row.number())));
    }
    Map<Integer, Long> entries = new HashMap<>();
    query(
        MET,
        List.of(),
        owners.values().stream().map(owner -> owner.account().value()).toList(),
        row -> entries.put(row.integer(), row.number()));
    owners.replaceAll(
        (name, owner) -> {
          Long entry = entries.get(owner.account().value());
          return entry == null || owner.entry() != 0
              ? owner
              : new Owner(owner.account(), owner.isReserved(), entry);
        });
    return owners;
  }

  @Override
  public Map<String, Arrived> arrived(Run run, Collection<String> ids) {
    Map<String, Arrived> arrived = new HashMap<>(store.arrived(run, ids));
    query(
        IDS,
        List.of(),
        ids,
        row ->
            arrived.put(
                row.text(),
                new Arrived(new AccountId(row.integer()), true, run.id(), row.number())));
    return arrived;
  }

  @Override
  public Map<AccountId, Holding> holdings(Collection<AccountId> accounts) {
    return store.holdings(accounts);
  }

  @Override
  public Set<Integer> free(Collection<Integer> numbers, Numbers own) {
    Set<Integer> free = new HashSet<>(store.free(numbers, own));
    query(NUMBERS, List.of(), List.copyOf(free), row -> free.remove(row.integer()));
    return free;
  }

  @Override
  public List<Integer> draw(int count) {
    List<Integer> numbers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      // Far from all that are kept.
      numbers.add(Integer.MAX_VALUE - drawn++);
    }
    return numbers;
  }

  @Override
  public void create(Run run, List<Newcomer> newcomers, Instant at) {
    work(
        () -> {
          for (Newcomer newcomer : newcomers) {
            long entry = newcomer.candidate().place().entry();
            int number = newcomer.account().value();
            for (Name name : newcomer.candidate().names()) {
              name(name, number, entry);
            }
            put(
                "INSERT OR REPLACE INTO ids VALUES (?, ?, ?)",
                newcomer.candidate().id(),
                number,
                entry);
            put("INSERT OR REPLACE INTO numbers VALUES (?)", number);
          }
        });
  }

  private void name(Name name, int number, long entry) throws SQLException {
    put(
        "INSERT OR REPLACE INTO names VALUES (?, ?, ?, ?)",
        name.namespace().name(),
        name.canonical(),
        number,
        entry);
  }

  @Override
  public void fill(Run run, Filling filling, Instant at) {
    work(
        () -> {
          for (Identifier name :
              new @Nullable Identifier[] {
                filling.username(), filling.email(), filling.telegram(), filling.wechat()
              }) {
            if (name != null) {
              name(Name.of(name), filling.account().value(), 0);
            }
          }
        });
  }

  @Override
  public void remember(Run run, List<Met> met) {
    work(
        () -> {
          for (Met one : met) {
            put(
                "INSERT OR REPLACE INTO ids VALUES (?, ?, ?)",
                one.id(),
                one.account().value(),
                one.entry());
            put("INSERT OR IGNORE INTO met VALUES (?, ?)", one.account().value(), one.entry());
          }
          scratch.commit();
        });
  }

  private void put(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = scratch.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private void query(InLists query, List<Object> first, Collection<?> keys, InLists.Reader reader) {
    work(() -> query.query(scratch, first, keys, reader));
  }

  private static void work(Step step) {
    try {
      step.run();
    } catch (SQLException e) {
      throw problem(e);
    }
  }

  private interface Step {
    void run() throws SQLException;
  }

  @Override
  public void close() {
    work(scratch::close);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw problem(e);
    }
  }
}
