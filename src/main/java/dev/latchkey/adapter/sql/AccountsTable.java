package dev.latchkey.adapter.sql;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.session.Changes;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.ConcurrentChange;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Language;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The tables {@code accounts} and {@code identifiers}. */
final class AccountsTable implements Accounts {
  /** The columns, in the order in which {@link #read} takes them. */
  static final String COLUMNS =
      """
      a.id, a.realm, a.status, a.username, a.email, a.email_confirmed_at, a.telegram, a.client_id,
      a.full_name, a.first_name, a.last_name, a.description, a.location, a.avatar, a.phone_number,
      a.language, a.permissions, a.created_at, a.updated_at
      """;

  /** What a sign-in reads first. */
  static final String FIND_BY_IDENTIFIER =
      "SELECT "
          + COLUMNS
          + """
          FROM identifiers i JOIN accounts a ON a.id = i.account_id
          WHERE i.realm = :realm AND i.namespace = :namespace
            AND i.canonical = :canonical AND i.held_until IS NULL
          """;

  private static final Origin ERASED = Origin.erased("-");

  private static final Comparator<Identifier> IN_KEY_ORDER =
      Comparator.comparing((Identifier one) -> one.kind().namespace())
          .thenComparing(Identifier::canonical);

  /** The next reservations to go. */
  static final String OLD_HOLDS =
      """
      SELECT realm, namespace, canonical FROM identifiers WHERE held_until < :before
      ORDER BY held_until LIMIT :limit
      """;

  private final SqlTransactions transactions;
  private final Changes changes;
  private final Dialect dialect;

  AccountsTable(SqlTransactions transactions, Changes changes, Dialect dialect) {
    this.transactions = transactions;
    this.changes = changes;
    this.dialect = dialect;
  }

  /** Reads an account. */
  static Account read(Row row) throws SQLException {
    return new Account(
        new AccountId(row.integer()),
        new RealmName(row.text()),
        AccountStatus.valueOf(row.text()),
        row.textOrNull(),
        row.textOrNull(),
        row.instantOrNull(),
        row.textOrNull(),
        row.textOrNull(),
        new Profile(
            row.textOrNull(),
            row.textOrNull(),
            row.textOrNull(),
            row.textOrNull(),
            row.textOrNull(),
            row.textOrNull(),
            row.textOrNull(),
            language(row.textOrNull())),
        Permissions.parse(row.text()),
        row.instant(),
        row.instant());
  }

  @Override
  public Account create(NewAccount wanted, Instant at) throws IdentifierTaken {
    return orTaken(
        () -> {
          AccountId id = new AccountId(transactions.write(handle -> insert(handle, wanted, at)));
          claimAll(id, wanted, at);
          return find(id).orElseThrow();
        });
  }

  private static int insert(Handle handle, NewAccount wanted, Instant at) {
    Identifier email = wanted.email();
    return bind(
            handle.createQuery(
                """
                INSERT INTO accounts (
                  realm, status, username, username_canonical, email, email_canonical, telegram,
                  telegram_canonical, client_id, full_name, first_name, last_name, description,
                  location, avatar, phone_number, language, permissions, created_at, updated_at)
                VALUES (
                  :realm, 'ACTIVE', :username, :usernameCanonical, :email, :emailCanonical,
                  :telegram, :telegramCanonical, :client, :fullName, :firstName, :lastName,
                  :description, :location, :avatar, :phoneNumber, :language, '', :at, :at)
                RETURNING id
                """),
            wanted.profile())
        .bind("realm", wanted.realm().value())
        .bind("username", display(wanted.username()))
        .bind("usernameCanonical", canonical(wanted.username()))
        .bind("email", wanted.mailbox() == null ? display(email) : wanted.mailbox())
        .bind("emailCanonical", canonical(email))
        .bind("telegram", display(wanted.telegram()))
        .bind("telegramCanonical", canonical(wanted.telegram()))
        .bind("client", wanted.clientId())
        .bind("at", at.toEpochMilli())
        .map((results, context) -> results.getInt(1))
        .one();
  }

  /**
   * Claims in one order everywhere, so that two who want the same names never wait for each other,
   * and says which one is taken in the order of the account.
   */
  private void claimAll(AccountId id, NewAccount wanted, Instant at) {
    List<Identifier> taken =
        wanted.identifiers().stream()
            .sorted(IN_KEY_ORDER)
            .filter(one -> !claim(id, wanted.realm(), one, at))
            .toList();
    wanted.identifiers().stream()
        .filter(taken::contains)
        .findFirst()
        .ifPresent(
            one -> {
              throw new TakenSignal(one);
            });
  }

  /** Gives an identifier to an account; false if another one has it. */
  private boolean claim(AccountId id, RealmName realm, Identifier identifier, Instant at) {
    transactions.write(
        handle ->
            byIdentifier(
                    handle.createUpdate(
                        """
                        DELETE FROM identifiers
                        WHERE realm = :realm AND namespace = :namespace
                          AND canonical = :canonical
                          AND (held_until <= :at
                            OR (held_until IS NOT NULL AND account_id = :account))
                        """),
                    realm,
                    identifier.kind().namespace(),
                    identifier.canonical())
                .bind("at", at.toEpochMilli())
                .bind("account", id.value())
                .execute());
    int inserted =
        transactions.write(
            handle ->
                byIdentifier(
                        handle.createUpdate(
                            """
                            INSERT INTO identifiers (realm, namespace, canonical, account_id)
                            VALUES (:realm, :namespace, :canonical, :account)
                            ON CONFLICT DO NOTHING
                            """),
                        realm,
                        identifier.kind().namespace(),
                        identifier.canonical())
                    .bind("account", id.value())
                    .execute());
    return inserted > 0 || id.equals(owner(realm, identifier));
  }

  private AccountId owner(RealmName realm, Identifier identifier) {
    return transactions
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT account_id FROM identifiers
                        WHERE realm = :realm AND namespace = :namespace
                          AND canonical = :canonical
                        """)
                    .bind("realm", realm.value())
                    .bind("namespace", identifier.kind().namespace().name())
                    .bind("canonical", identifier.canonical())
                    .map((results, context) -> new AccountId(results.getInt(1)))
                    .findOne())
        .orElseThrow(() -> new ConcurrentChange("the owner of a name went away"));
  }

  @Override
  public Optional<Account> find(AccountId id) {
    return transactions.read(handle -> find(handle, id, ""));
  }

  @Override
  public Optional<Account> lock(AccountId id) {
    return transactions.write(handle -> find(handle, id, dialect.rowLock()));
  }

  private static Optional<Account> find(Handle handle, AccountId id, String lock) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM accounts a WHERE a.id = :id" + lock)
        .bind("id", id.value())
        .map((results, context) -> read(new Row(results)))
        .findOne();
  }

  @Override
  public Optional<Account> findByIdentifier(
      RealmName realm, Namespace namespace, String canonical) {
    return transactions.read(
        handle ->
            handle
                .createQuery(FIND_BY_IDENTIFIER)
                .bind("realm", realm.value())
                .bind("namespace", namespace.name())
                .bind("canonical", canonical)
                .map((results, context) -> read(new Row(results)))
                .findOne());
  }

  @Override
  public boolean changeProfile(AccountId id, Profile profile, Instant at) {
    return change(
        id,
        handle ->
            bind(
                    handle.createUpdate(
                        """
                        UPDATE accounts
                        SET full_name = :fullName, first_name = :firstName, last_name = :lastName,
                          description = :description, location = :location, avatar = :avatar,
                          phone_number = :phoneNumber, language = :language, updated_at = :at
                        WHERE id = :id
                        """),
                    profile)
                .bind("at", at.toEpochMilli()));
  }

  @Override
  public boolean changeEmail(AccountId id, Identifier email, Instant at) throws IdentifierTaken {
    return orTaken(
        () -> {
          Optional<Names> names = names(id);
          if (names.isEmpty()) {
            return false;
          }
          Names present = names.get();
          // The new one first: two accounts that want each other's would wait for each other.
          if (!claim(id, present.realm(), email, at)) {
            throw new TakenSignal(email);
          }
          if (present.email() != null && !present.email().equals(email.canonical())) {
            releaseEmail(id, present);
          }
          return change(
              id,
              handle ->
                  handle
                      .createUpdate(
                          """
                          UPDATE accounts
                          SET email = :email, email_canonical = :canonical,
                            email_confirmed_at = NULL, updated_at = :at
                          WHERE id = :id
                          """)
                      .bind("email", email.display())
                      .bind("canonical", email.canonical())
                      .bind("at", at.toEpochMilli()));
        });
  }

  private Optional<Names> names(AccountId id) {
    return transactions.write(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT realm, username_canonical, email_canonical, telegram_canonical
                    FROM accounts WHERE id = :id
                    """)
                .bind("id", id.value())
                .map((results, context) -> Names.read(new Row(results)))
                .findOne());
  }

  private void releaseEmail(AccountId id, Names present) {
    String old = Objects.requireNonNull(present.email());
    if (old.equals(present.username()) || old.equals(present.telegram())) {
      return;
    }
    transactions.write(
        handle ->
            byIdentifier(
                    handle.createUpdate(
                        """
                        DELETE FROM identifiers
                        WHERE realm = :realm AND namespace = :namespace
                          AND canonical = :canonical AND account_id = :account
                        """),
                    present.realm(),
                    Namespace.NAME,
                    old)
                .bind("account", id.value())
                .execute());
  }

  @Override
  public void hold(AccountId id, RealmName realm, Identifier address, Instant until) {
    transactions.write(
        handle ->
            byIdentifier(
                    handle.createUpdate(
                        """
                        INSERT INTO identifiers (
                          realm, namespace, canonical, account_id, held_until)
                        VALUES (:realm, :namespace, :canonical, :account, :until)
                        ON CONFLICT (realm, namespace, canonical)
                        DO UPDATE SET held_until = :until
                        WHERE identifiers.account_id = :account
                          AND identifiers.held_until IS NOT NULL
                        """),
                    realm,
                    address.kind().namespace(),
                    address.canonical())
                .bind("account", id.value())
                .bind("until", until.toEpochMilli())
                .execute());
  }

  @Override
  public int forgetHolds(Instant before, int limit) {
    List<Held> held =
        transactions.read(
            handle ->
                handle
                    .createQuery(OLD_HOLDS)
                    .bind("before", before.toEpochMilli())
                    .bind("limit", limit)
                    .map(
                        (results, context) ->
                            new Held(
                                results.getString(1), results.getString(2), results.getString(3)))
                    .list());
    return held.isEmpty() ? 0 : transactions.write(handle -> remove(handle, held, before));
  }

  /** An account may have taken its name back meanwhile, so each is judged again. */
  private static int remove(Handle handle, List<Held> held, Instant before) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            DELETE FROM identifiers
            WHERE realm = :realm AND namespace = :namespace AND canonical = :canonical
              AND held_until < :before
            """);
    for (Held one : held) {
      batch
          .bind("realm", one.realm)
          .bind("namespace", one.namespace)
          .bind("canonical", one.canonical)
          .bind("before", before.toEpochMilli())
          .add();
    }
    return Arrays.stream(batch.execute()).sum();
  }

  private record Held(String realm, String namespace, String canonical) {}

  @Override
  public boolean confirmEmail(AccountId id, String address, Instant at) {
    return change(
        id,
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE accounts
                    SET email_confirmed_at = COALESCE(email_confirmed_at, :at),
                      updated_at = CASE WHEN email_confirmed_at IS NULL THEN :at
                                        ELSE updated_at END
                    WHERE id = :id AND email = :address
                    """)
                .bind("address", address)
                .bind("at", at.toEpochMilli()));
  }

  @Override
  public boolean changeStatus(AccountId id, AccountStatus status, Instant at) {
    return change(
        id,
        handle ->
            handle
                .createUpdate(
                    "UPDATE accounts SET status = :status, updated_at = :at WHERE id = :id")
                .bind("status", status.name())
                .bind("at", at.toEpochMilli()));
  }

  @Override
  public boolean changePermissions(AccountId id, Set<String> permissions, Instant at) {
    String text = Permissions.format(permissions);
    return change(
        id,
        handle ->
            handle
                .createUpdate(
                    "UPDATE accounts SET permissions = :text, updated_at = :at WHERE id = :id")
                .bind("text", text)
                .bind("at", at.toEpochMilli()));
  }

  @Override
  public boolean delete(AccountId id) {
    return transactions.call(
        () -> {
          // The row first: that waits for whoever changes what hangs on it, and what they recorded
          // is seen by the statement after.
          if (!change(id, handle -> handle.createUpdate("DELETE FROM accounts WHERE id = :id"))) {
            return false;
          }
          transactions.write(handle -> eraseEvents(handle, id));
          return true;
        });
  }

  private static int eraseEvents(Handle handle, AccountId id) {
    return handle
        .createUpdate(
            """
            UPDATE events SET address = :address, agent = NULL, request_id = :requestId
            WHERE account_id = :id
            """)
        .bind("address", ERASED.address())
        .bind("requestId", ERASED.requestId())
        .bind("id", id.value())
        .execute();
  }

  @Override
  public List<Account> list(@Nullable RealmName realm, int after, int limit) {
    String where =
        realm == null ? "WHERE a.id > :after" : "WHERE a.realm = :realm AND a.id > :after";
    return transactions.read(
        handle -> {
          var query =
              handle
                  .createQuery(
                      "SELECT "
                          + COLUMNS
                          + " FROM accounts a "
                          + where
                          + " ORDER BY a.id LIMIT :limit")
                  .bind("after", after)
                  .bind("limit", limit);
          if (realm != null) {
            query.bind("realm", realm.value());
          }
          return query.map((results, context) -> read(new Row(results))).list();
        });
  }

  /** Changes the row of an account, and tells of it after commit. */
  private boolean change(AccountId id, java.util.function.Function<Handle, Update> statement) {
    return transactions.call(
        () -> {
          int rows =
              transactions.write(
                  handle -> statement.apply(handle).bind("id", id.value()).execute());
          if (rows > 0) {
            transactions.afterCommit(() -> changes.accountChanged(id));
            transactions.inDoubt(() -> changes.accountChanged(id));
          }
          return rows > 0;
        });
  }

  /** Runs work that stops half-way if a name is taken; its transaction is given up then. */
  private <T> T orTaken(Supplier<T> work) throws IdentifierTaken {
    try {
      return transactions.call(work);
    } catch (TakenSignal signal) {
      throw new IdentifierTaken(signal.identifier);
    }
  }

  private static <S extends org.jdbi.v3.core.statement.SqlStatement<S>> S bind(
      S statement, Profile profile) {
    return statement
        .bind("fullName", profile.fullName())
        .bind("firstName", profile.firstName())
        .bind("lastName", profile.lastName())
        .bind("description", profile.description())
        .bind("location", profile.location())
        .bind("avatar", profile.avatar())
        .bind("phoneNumber", profile.phoneNumber())
        .bind("language", profile.language() == null ? null : profile.language().tag());
  }

  /** A language that a later version of the program wrote is none that this one knows. */
  private static @Nullable Language language(@Nullable String tag) {
    return tag == null ? null : Language.ofTag(tag).orElse(null);
  }

  private static Update byIdentifier(
      Update statement, RealmName realm, Namespace namespace, String canonical) {
    return statement
        .bind("realm", realm.value())
        .bind("namespace", namespace.name())
        .bind("canonical", canonical);
  }

  private static @Nullable String display(@Nullable Identifier identifier) {
    return identifier == null ? null : identifier.display();
  }

  private static @Nullable String canonical(@Nullable Identifier identifier) {
    return identifier == null ? null : identifier.canonical();
  }

  /** The canonical names of an account. */
  private record Names(
      RealmName realm,
      @Nullable String username,
      @Nullable String email,
      @Nullable String telegram) {
    static Names read(Row row) throws SQLException {
      return new Names(
          new RealmName(row.text()), row.textOrNull(), row.textOrNull(), row.textOrNull());
    }
  }

  /** Carries the answer out of the transaction, so that it rolls back. */
  private static final class TakenSignal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Identifier identifier;

    TakenSignal(Identifier identifier) {
      super("taken", null, false, false);
      this.identifier = identifier;
    }
  }
}
