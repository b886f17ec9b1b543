package dev.latchkey.adapter.sql;

import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.session.Changes;
import dev.latchkey.feature.migration.Arrivals;
import dev.latchkey.feature.migration.Candidate;
import dev.latchkey.feature.migration.Run;
import dev.latchkey.feature.migration.Run.Numbers;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.ConcurrentChange;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table {@code imported_accounts}, and by the batch what accounts are made of. */
final class ArrivalsTable implements Arrivals {
  private static final InLists OWNERS =
      new InLists(
          """
          SELECT i.canonical, i.account_id, i.held_until, (
            SELECT MIN(m.entry) FROM imported_accounts m
            WHERE m.account_id = i.account_id AND m.import_id = ?)
          FROM identifiers i
          WHERE i.realm = ? AND i.namespace = ? AND i.canonical IN (%s)
          """);

  private static final InLists ARRIVED =
      new InLists(
          """
          SELECT m.old_id, m.account_id, CASE WHEN a.id IS NULL THEN 0 ELSE 1 END, m.import_id,
            m.entry
          FROM imported_accounts m LEFT JOIN accounts a ON a.id = m.account_id
          WHERE m.realm = ? AND m.source = ? AND m.old_id IN (%s)
          """);

  private static final InLists HOLDINGS =
      new InLists(
          """
          SELECT a.id, a.status, a.username_canonical, a.email_canonical, a.email,
            a.email_confirmed_at, a.telegram_canonical, a.permissions, a.full_name, a.first_name,
            a.last_name, a.description, a.location, a.avatar, a.phone_number, a.language,
            CASE WHEN EXISTS (
              SELECT 1 FROM identifiers i WHERE i.account_id = a.id AND i.namespace = 'WECHAT')
              THEN 1 ELSE 0 END,
            CASE WHEN EXISTS (SELECT 1 FROM passwords p WHERE p.account_id = a.id)
              THEN 1 ELSE 0 END
          FROM accounts a WHERE a.id IN (%s)
          """);

  private static final InLists USED = new InLists("SELECT a.id FROM accounts a WHERE a.id IN (%s)");

  private static final InLists USED_BEFORE =
      new InLists("SELECT m.account_id FROM imported_accounts m WHERE m.account_id IN (%s)");

  private static final String CREATE =
      """
      INSERT INTO accounts (
        id, realm, status, username, username_canonical, email, email_canonical,
        email_confirmed_at, telegram, telegram_canonical, full_name, first_name, last_name,
        description, location, avatar, phone_number, language, permissions, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  /** A reservation whose time is over gives way. */
  private static final String CLAIM =
      """
      INSERT INTO identifiers (realm, namespace, canonical, account_id) VALUES (?, ?, ?, ?)
      ON CONFLICT (realm, namespace, canonical)
      DO UPDATE SET account_id = excluded.account_id, held_until = NULL
      WHERE identifiers.held_until <= ?
      """;

  private static final String PASSWORD =
      """
      INSERT INTO passwords (account_id, hash, changed_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private static final String REMEMBER =
      """
      INSERT INTO imported_accounts (realm, source, old_id, account_id, import_id, entry)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (realm, source, old_id)
      DO UPDATE SET import_id = excluded.import_id, entry = excluded.entry
      """;

  private final SqlTransactions transactions;
  private final Changes changes;
  private final Dialect dialect;

  ArrivalsTable(SqlTransactions transactions, Changes changes, Dialect dialect) {
    this.transactions = transactions;
    this.changes = changes;
    this.dialect = dialect;
  }

  @Override
  public Map<Name, Owner> owners(Run run, Collection<Name> names, Instant at) {
    Map<Name, Owner> owners = new HashMap<>();
    for (Namespace namespace : Namespace.values()) {
      List<String> canonicals =
          names.stream()
              .filter(name -> name.namespace() == namespace)
              .map(Name::canonical)
              .toList();
      query(
          OWNERS,
          List.of(run.id(), run.realm().value(), namespace.name()),
          canonicals,
          row -> {
            Name name = new Name(namespace, row.text());
            AccountId account = new AccountId(row.integer());
            Instant until = row.instantOrNull();
            if (until == null || until.isAfter(at)) {
              owners.put(name, new Owner(account, until != null, row.number()));
            }
          });
    }
    return owners;
  }

  @Override
  public Map<String, Arrived> arrived(Run run, Collection<String> ids) {
    Map<String, Arrived> arrived = new HashMap<>();
    query(
        ARRIVED,
        List.of(run.realm().value(), run.source()),
        ids,
        row ->
            arrived.put(
                row.text(),
                new Arrived(
                    new AccountId(row.integer()),
                    row.integer() == 1,
                    row.integer(),
                    row.number())));
    return arrived;
  }

  @Override
  public Map<AccountId, Holding> holdings(Collection<AccountId> accounts) {
    Map<AccountId, Holding> holdings = new HashMap<>();
    query(
        HOLDINGS,
        List.of(),
        accounts.stream().map(AccountId::value).toList(),
        row -> {
          Holding holding = holding(row);
          holdings.put(holding.account(), holding);
        });
    return holdings;
  }

  private static Holding holding(Row row) throws SQLException {
    AccountId account = new AccountId(row.integer());
    boolean isActive = row.text().equals("ACTIVE");
    String username = row.textOrNull();
    String email = row.textOrNull();
    String mailbox = row.textOrNull();
    boolean isProven = row.instantOrNull() != null;
    String telegram = row.textOrNull();
    boolean hasPermissions = !row.text().isEmpty();
    Set<Text> lacks = EnumSet.noneOf(Text.class);
    for (Text text : Text.values()) {
      if (row.textOrNull() == null) {
        lacks.add(text);
      }
    }
    boolean hasWechat = row.integer() == 1;
    boolean hasPassword = row.integer() == 1;
    return new Holding(
        account,
        isActive,
        username,
        email,
        mailbox,
        isProven,
        telegram,
        hasWechat,
        hasPassword,
        hasPermissions,
        lacks);
  }

  @Override
  public Set<Integer> free(Collection<Integer> numbers, Numbers own) {
    Set<Integer> free = new HashSet<>();
    if (numbers.isEmpty()) {
      return free;
    }
    List<Numbers> aside = new ArrayList<>(List.of(own));
    aside.addAll(
        transactions.read(
            handle ->
                handle
                    .createQuery("SELECT numbers_after, numbers_to FROM imports")
                    .map((results, context) -> new Numbers(results.getInt(1), results.getInt(2)))
                    .list()));
    for (int number : numbers) {
      if (aside.stream().anyMatch(one -> number > one.after() && number <= one.to())) {
        free.add(number);
      }
    }
    query(USED, List.of(), List.copyOf(free), row -> free.remove(row.integer()));
    query(USED_BEFORE, List.of(), List.copyOf(free), row -> free.remove(row.integer()));
    return free;
  }

  private void query(InLists query, List<Object> first, Collection<?> keys, InLists.Reader reader) {
    if (keys.isEmpty()) {
      return;
    }
    transactions.read(
        handle ->
            Jdbc.on(
                handle,
                connection -> {
                  query.query(connection, first, keys, reader);
                  return Boolean.TRUE;
                }));
  }

  @Override
  public List<Integer> draw(int count) {
    return count == 0
        ? List.of()
        : transactions.write(handle -> Jdbc.on(handle, connection -> draw(connection, count)));
  }

  private List<Integer> draw(Connection connection, int count) throws SQLException {
    List<Integer> numbers = new ArrayList<>(count);
    if (dialect == Dialect.SQLITE) {
      // The rows that get these numbers move the counter on, in the same transaction.
      long last = Math.max(99, Counter.ACCOUNTS.read(connection, dialect));
      for (int i = 1; i <= count; i++) {
        numbers.add(Math.toIntExact(last + i));
      }
      return numbers;
    }
    String draw = "SELECT nextval('accounts_id_seq') FROM generate_series(1, ?)";
    try (PreparedStatement statement = connection.prepareStatement(draw)) {
      statement.setInt(1, count);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          numbers.add(rows.getInt(1));
        }
      }
    }
    return numbers;
  }

  @Override
  public void create(Run run, List<Newcomer> newcomers, Instant at) {
    transactions.write(
        handle ->
            Jdbc.on(
                handle,
                connection -> {
                  try (BatchedRows accounts = new BatchedRows(connection, CREATE);
                      BatchedRows names = new BatchedRows(connection, CLAIM);
                      BatchedRows passwords = new BatchedRows(connection, PASSWORD);
                      BatchedRows arrivals = new BatchedRows(connection, REMEMBER)) {
                    for (Newcomer newcomer : newcomers) {
                      int number = newcomer.account().value();
                      Candidate candidate = newcomer.candidate();
                      accounts.add(account(number, candidate, at));
                      for (Identifier name : candidate.account().identifiers()) {
                        names.add(claim(run, name, number, at));
                      }
                      if (candidate.passwordHash() != null) {
                        passwords.add(number, candidate.passwordHash(), at.toEpochMilli());
                      }
                      arrivals.add(
                          met(
                              run,
                              new Met(
                                  candidate.id(), newcomer.account(), candidate.place().entry())));
                    }
                    accounts.write();
                    names.write();
                    passwords.write();
                    arrivals.write();
                  }
                  return Boolean.TRUE;
                }));
  }

  private static @Nullable Object[] account(int number, Candidate candidate, Instant at) {
    NewAccount wanted = candidate.account();
    Identifier email = wanted.email();
    Profile profile = wanted.profile();
    return new @Nullable Object[] {
      number,
      wanted.realm().value(),
      candidate.isDisabled() ? "DISABLED" : "ACTIVE",
      display(wanted.username()),
      canonical(wanted.username()),
      wanted.mailbox() == null ? display(email) : wanted.mailbox(),
      canonical(email),
      Row.millis(candidate.emailProvenAt()),
      display(wanted.telegram()),
      canonical(wanted.telegram()),
      profile.fullName(),
      profile.firstName(),
      profile.lastName(),
      profile.description(),
      profile.location(),
      profile.avatar(),
      profile.phoneNumber(),
      profile.language() == null ? null : profile.language().tag(),
      Permissions.format(candidate.permissions()),
      candidate.createdAt().toEpochMilli(),
      at.toEpochMilli()
    };
  }

  private static @Nullable Object[] claim(Run run, Identifier name, int number, Instant at) {
    return new @Nullable Object[] {
      run.realm().value(),
      name.kind().namespace().name(),
      name.canonical(),
      number,
      at.toEpochMilli()
    };
  }

  private static @Nullable Object[] met(Run run, Met met) {
    return new @Nullable Object[] {
      run.realm().value(), run.source(), met.id(), met.account().value(), run.id(), met.entry()
    };
  }

  @Override
  public void fill(Run run, Filling filling, Instant at) {
    int number = filling.account().value();
    transactions.run(
        () -> {
          transactions.write(
              handle ->
                  Jdbc.on(
                      handle,
                      connection -> {
                        try (BatchedRows names = new BatchedRows(connection, CLAIM);
                            BatchedRows passwords = new BatchedRows(connection, PASSWORD)) {
                          update(connection, filling, at);
                          for (Identifier name :
                              new @Nullable Identifier[] {
                                filling.username(),
                                filling.email(),
                                filling.telegram(),
                                filling.wechat()
                              }) {
                            if (name != null && !owns(connection, run, name, number)) {
                              names.add(claim(run, name, number, at));
                              names.write();
                            }
                          }
                          if (filling.passwordHash() != null) {
                            passwords.add(number, filling.passwordHash(), at.toEpochMilli());
                            passwords.write();
                          }
                        }
                        return Boolean.TRUE;
                      }));
          transactions.afterCommit(() -> changes.accountChanged(filling.account()));
        });
  }

  /**
   * Two names of one account may be the same word, such as an address that is the user name too.
   */
  private static boolean owns(Connection connection, Run run, Identifier name, int number)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT 1 FROM identifiers
            WHERE realm = ? AND namespace = ? AND canonical = ? AND account_id = ?
              AND held_until IS NULL
            """)) {
      statement.setString(1, run.realm().value());
      statement.setString(2, name.kind().namespace().name());
      statement.setString(3, name.canonical());
      statement.setInt(4, number);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void update(Connection connection, Filling filling, Instant at)
      throws SQLException {
    List<String> changes = new ArrayList<>(List.of("updated_at = ?"));
    List<@Nullable Object> values = new ArrayList<>(List.of(at.toEpochMilli()));
    List<String> conditions = new ArrayList<>(List.of("id = ?"));
    give(changes, values, conditions, "username", filling.username());
    give(changes, values, conditions, "email", filling.email());
    give(changes, values, conditions, "telegram", filling.telegram());
    filling
        .texts()
        .forEach(
            (text, value) -> {
              String column = text.name().toLowerCase(java.util.Locale.ROOT);
              changes.add(column + " = COALESCE(" + column + ", ?)");
              values.add(value);
            });
    String sql =
        "UPDATE accounts SET "
            + String.join(", ", changes)
            + " WHERE "
            + String.join(" AND ", conditions);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int column = 1;
      for (Object value : values) {
        statement.setObject(column++, value);
      }
      statement.setInt(column, filling.account().value());
      if (statement.executeUpdate() != 1) {
        throw new ConcurrentChange("an account got a name of its own meanwhile");
      }
    }
  }

  private static void give(
      List<String> changes,
      List<@Nullable Object> values,
      List<String> conditions,
      String column,
      @Nullable Identifier name) {
    if (name != null) {
      changes.add(column + " = ?");
      values.add(name.display());
      changes.add(column + "_canonical = ?");
      values.add(name.canonical());
      conditions.add(column + " IS NULL");
    }
  }

  @Override
  public void remember(Run run, List<Met> met) {
    if (met.isEmpty()) {
      return;
    }
    transactions.write(
        handle ->
            Jdbc.on(
                handle,
                connection -> {
                  try (BatchedRows rows = new BatchedRows(connection, REMEMBER)) {
                    for (Met one : met) {
                      rows.add(met(run, one));
                    }
                    rows.write();
                  }
                  return Boolean.TRUE;
                }));
  }

  private static @Nullable String display(@Nullable Identifier identifier) {
    return identifier == null ? null : identifier.display();
  }

  private static @Nullable String canonical(@Nullable Identifier identifier) {
    return identifier == null ? null : identifier.canonical();
  }
}
