package dev.latchkey.adapter.sql;

import dev.latchkey.core.session.Changes;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.ConcurrentChange;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The tables {@code sessions} and {@code session_endings}. */
final class SessionsTable implements Sessions {
  /** The columns, in the order in which {@link #read} takes them. */
  static final String COLUMNS =
      """
      s.id, s.account_id, s.contract, s.client_id, s.plan_key, s.device_number, s.provider,
      s.platform, s.platform_version, s.app_name, s.app_version, s.push_token, s.address, s.agent,
      s.created_at, s.signed_in_at, s.last_seen_at, s.idle_lifetime, s.expires_at, s.ended_at
      """;

  /** Each way to be over has an index. */
  static final List<OldRows> OVER =
      List.of(
          new OldRows("sessions", "id", "ended_at"),
          new OldRows("sessions", "id", "expires_at"),
          new OldRows(
              "sessions",
              "id",
              "(last_seen_at + idle_lifetime)",
              "idle_lifetime IS NOT NULL AND "));

  /** Entries of the feed. */
  static final OldRows OLD_ENDINGS = new OldRows("session_endings", "session_id", "ended_at");

  /** So many moments are written at once; other work gets its turn between two batches. */
  private static final int BATCH = 500;

  private final SqlTransactions transactions;
  private final Changes changes;
  private final Dialect dialect;

  SessionsTable(SqlTransactions transactions, Changes changes, Dialect dialect) {
    this.transactions = transactions;
    this.changes = changes;
    this.dialect = dialect;
  }

  /** Reads a session. */
  static Session read(Row row) throws SQLException {
    return new Session(
        new SessionId(row.number()),
        new AccountId(row.integer()),
        row.text(),
        row.textOrNull(),
        row.textOrNull(),
        row.integerOrNull(),
        new Device(
            row.textOrNull(),
            row.textOrNull(),
            row.textOrNull(),
            row.textOrNull(),
            row.textOrNull(),
            row.textOrNull()),
        row.text(),
        row.textOrNull(),
        row.instant(),
        row.instant(),
        row.instant(),
        row.durationOrNull(),
        row.instantOrNull(),
        row.instantOrNull());
  }

  @Override
  public void insert(Session session) {
    transactions.run(
        () -> {
          if (insertRow(session) == 0) {
            throw new ConcurrentChange("a session of this plan key is live");
          }
        });
  }

  private int insertRow(Session session) {
    return transactions.write(
        handle ->
            bind(
                    handle.createUpdate(
                        """
                        INSERT INTO sessions (
                          id, account_id, contract, client_id, plan_key, device_number,
                          provider, platform, platform_version, app_name, app_version,
                          push_token, address, agent, created_at, signed_in_at, last_seen_at,
                          idle_lifetime, expires_at, ended_at)
                        VALUES (
                          :id, :account, :contract, :client, :planKey, :deviceNumber,
                          :provider, :platform, :platformVersion, :appName, :appVersion,
                          :pushToken, :address, :agent, :createdAt, :signedInAt, :lastSeenAt,
                          :idleLifetime, :expiresAt, :endedAt)
                        ON CONFLICT DO NOTHING
                        """),
                    session.device())
                .bind("id", session.id().value())
                .bind("account", session.account().value())
                .bind("contract", session.contract())
                .bind("client", session.clientId())
                .bind("planKey", session.planKey())
                .bind("deviceNumber", session.deviceNumber())
                .bind("address", session.address())
                .bind("agent", session.agent())
                .bind("createdAt", Row.millis(session.createdAt()))
                .bind("signedInAt", Row.millis(session.signedInAt()))
                .bind("lastSeenAt", Row.millis(session.lastSeenAt()))
                .bind("idleLifetime", Row.millis(session.idleLifetime()))
                .bind("expiresAt", Row.millis(session.expiresAt()))
                .bind("endedAt", Row.millis(session.endedAt()))
                .execute());
  }

  @Override
  public int nextDeviceNumber() {
    return transactions.write(
        handle ->
            handle
                .createQuery(dialect.nextDeviceNumber())
                .map((results, context) -> results.getInt(1))
                .one());
  }

  @Override
  public Optional<Session> find(SessionId id) {
    return transactions.read(
        handle ->
            select(handle, "WHERE s.id = :id")
                .bind("id", id.value())
                .map((results, context) -> read(new Row(results)))
                .findOne());
  }

  @Override
  public Optional<Session> findPlanned(AccountId account, String contract, String planKey) {
    return transactions.read(
        handle ->
            select(
                    handle,
                    """
                    WHERE s.account_id = :account AND s.contract = :contract
                      AND s.plan_key = :planKey AND s.ended_at IS NULL
                    """)
                .bind("account", account.value())
                .bind("contract", contract)
                .bind("planKey", planKey)
                .map((results, context) -> read(new Row(results)))
                .findOne());
  }

  @Override
  public boolean signInAgain(SessionId id, Device device, Origin origin, Instant at) {
    return transactions.write(
            handle ->
                bind(
                        handle.createUpdate(
                            """
                            UPDATE sessions
                            SET provider = :provider, platform = :platform,
                              platform_version = :platformVersion, app_name = :appName,
                              app_version = :appVersion, push_token = :pushToken,
                              address = :address, agent = :agent, signed_in_at = :at,
                              last_seen_at = :at
                            WHERE id = :id AND ended_at IS NULL
                            """),
                        device)
                    .bind("id", id.value())
                    .bind("address", origin.address())
                    .bind("agent", origin.agent())
                    .bind("at", at.toEpochMilli())
                    .execute())
        > 0;
  }

  @Override
  public boolean end(SessionId id, Instant at) {
    return !end(
            at,
            handle ->
                handle
                    .createQuery(
                        """
                        UPDATE sessions SET ended_at = :at
                        WHERE id = :id AND ended_at IS NULL
                        RETURNING id, account_id
                        """)
                    .bind("id", id.value()))
        .isEmpty();
  }

  @Override
  public List<SessionId> endAll(AccountId account, @Nullable SessionId except, Instant at) {
    return end(
        at,
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE sessions SET ended_at = :at
                    WHERE account_id = :account AND ended_at IS NULL AND id <> :except
                    RETURNING id, account_id
                    """)
                .bind("account", account.value())
                // Numbers of sessions are positive.
                .bind("except", except == null ? 0 : except.value()));
  }

  @Override
  public int endAllOfClient(String clientId, Instant at) {
    return end(
            at,
            handle ->
                handle
                    .createQuery(
                        """
                        UPDATE sessions SET ended_at = :at
                        WHERE client_id = :client AND ended_at IS NULL
                        RETURNING id, account_id
                        """)
                    .bind("client", clientId))
        .size();
  }

  @Override
  public int endSomeOf(String contract, int limit, Instant at) {
    return end(
            at,
            handle ->
                handle
                    .createQuery(
                        """
                        UPDATE sessions SET ended_at = :at
                        WHERE ended_at IS NULL AND id IN (
                          SELECT s.id FROM sessions s
                          WHERE s.contract = :contract AND s.ended_at IS NULL
                          ORDER BY s.id LIMIT :limit)
                        RETURNING id, account_id
                        """)
                    .bind("contract", contract)
                    .bind("limit", limit))
        .size();
  }

  @Override
  public long countLive(String contract, Instant openedBefore, Instant now) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT count(*) FROM sessions
                    WHERE contract = :contract AND ended_at IS NULL AND created_at < :before
                      AND (expires_at IS NULL OR expires_at > :now)
                      AND (idle_lifetime IS NULL OR last_seen_at + idle_lifetime > :now)
                    """)
                .bind("contract", contract)
                .bind("before", Row.millis(openedBefore))
                .bind("now", Row.millis(now))
                .map((results, context) -> results.getLong(1))
                .one());
  }

  /** Ends sessions, enters them in the feed, and tells of them after commit. */
  private List<SessionId> end(Instant at, Function<Handle, Query> update) {
    return transactions.call(
        () -> {
          List<Ended> ended =
              transactions.write(
                  handle ->
                      update
                          .apply(handle)
                          .bind("at", at.toEpochMilli())
                          .map(
                              (results, context) ->
                                  new Ended(
                                      new SessionId(results.getLong(1)),
                                      new AccountId(results.getInt(2)),
                                      at))
                          .list());
          if (!ended.isEmpty()) {
            transactions.write(handle -> feed(handle, ended));
            transactions.afterCommit(
                () -> ended.forEach(one -> changes.sessionEnded(one.session())));
            // Not told as ended: sockets would be closed on the strength of a guess.
            transactions.inDoubt(() -> ended.forEach(one -> changes.sessionChanged(one.session())));
          }
          return ended.stream().map(Ended::session).toList();
        });
  }

  private static int feed(Handle handle, List<Ended> endings) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO session_endings (session_id, account_id, ended_at)
            VALUES (:session, :account, :at)
            """);
    for (Ended one : endings) {
      batch
          .bind("session", one.session().value())
          .bind("account", one.account().value())
          .bind("at", one.at().toEpochMilli())
          .add();
    }
    return batch.execute().length;
  }

  @Override
  public List<Session> of(AccountId account) {
    return transactions.read(
        handle ->
            select(
                    handle,
                    """
                    WHERE s.account_id = :account AND s.ended_at IS NULL
                    ORDER BY s.signed_in_at DESC, s.created_at DESC, s.id DESC
                    """)
                .bind("account", account.value())
                .map((results, context) -> read(new Row(results)))
                .list());
  }

  @Override
  public List<Ended> endedSince(Instant since) {
    return endings(since, 0, Integer.MAX_VALUE);
  }

  /**
   * Reads a page of the feed.
   *
   * @param since the earliest moment
   * @param after of that moment, only sessions of a higher number
   * @param limit at most so many
   */
  List<Ended> endings(Instant since, long after, int limit) {
    return transactions.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT session_id, account_id, ended_at FROM session_endings
                    WHERE (ended_at, session_id) > (:since, :after)
                    ORDER BY ended_at, session_id LIMIT :limit
                    """)
                .bind("since", since.toEpochMilli())
                .bind("after", after)
                .bind("limit", limit)
                .map(
                    (results, context) ->
                        new Ended(
                            new SessionId(results.getLong(1)),
                            new AccountId(results.getInt(2)),
                            Instant.ofEpochMilli(results.getLong(3))))
                .list());
  }

  @Override
  public int forget(Instant before, int limit) {
    int removed = 0;
    for (OldRows rows : OVER) {
      if (removed < limit) {
        removed += rows.remove(transactions, before, limit - removed);
      }
    }
    return removed;
  }

  @Override
  public int forgetEndings(Instant before, int limit) {
    return OLD_ENDINGS.remove(transactions, before, limit);
  }

  @Override
  public void seen(Map<SessionId, Instant> moments) {
    // In one order everywhere, so that two nodes never wait for each other's rows.
    List<Map.Entry<SessionId, Instant>> sorted = new ArrayList<>(moments.entrySet());
    sorted.sort(Comparator.comparingLong(one -> one.getKey().value()));
    for (int from = 0; from < sorted.size(); from += BATCH) {
      var part = sorted.subList(from, Math.min(from + BATCH, sorted.size()));
      transactions.write(handle -> see(handle, part));
    }
  }

  private static int see(Handle handle, List<Map.Entry<SessionId, Instant>> moments) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            UPDATE sessions SET last_seen_at = :at
            WHERE id = :id AND last_seen_at < :at AND ended_at IS NULL
            """);
    for (Map.Entry<SessionId, Instant> one : moments) {
      batch.bind("id", one.getKey().value()).bind("at", one.getValue().toEpochMilli()).add();
    }
    return batch.execute().length;
  }

  private static Query select(Handle handle, String where) {
    return handle.createQuery("SELECT " + COLUMNS + " FROM sessions s " + where);
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Device device) {
    return statement
        .bind("provider", device.provider())
        .bind("platform", device.platform())
        .bind("platformVersion", device.platformVersion())
        .bind("appName", device.appName())
        .bind("appVersion", device.appVersion())
        .bind("pushToken", device.pushToken());
  }
}
