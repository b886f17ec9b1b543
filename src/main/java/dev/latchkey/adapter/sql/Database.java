package dev.latchkey.adapter.sql;

import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.client.Clients;
import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.policy.KnownPlaces;
import dev.latchkey.core.policy.Lockouts;
import dev.latchkey.core.session.Changes;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.token.StoredKeys;
import dev.latchkey.core.token.Tokens;
import dev.latchkey.feature.device.KnownDevices;
import dev.latchkey.feature.export.Holdings;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.feature.migration.Arrivals;
import dev.latchkey.feature.migration.Runs;
import dev.latchkey.feature.upkeep.Leases;
import dev.latchkey.feature.usage.DoorUses;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.StoreUnavailable;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * An open database: the ports of all rooms, in one SQLite file or in PostgreSQL. Safe for use by
 * many threads, and several processes may have the same one open.
 *
 * <p>The driver of SQLite unpacks its native library at each start, unless the system property
 * {@code org.sqlite.lib.path} names a directory that holds it; a launcher that has unpacked it once
 * sets that.
 */
public final class Database implements AutoCloseable {
  private static final int READERS_PER_CORE = 2;

  private final Dialect dialect;
  private final ConnectionFactory connections;
  private final Readers readers;
  private final Writers writers;
  private final SqlTransactions transactions;
  private final Changes changes;
  private final AccountsTable accounts;
  private final SessionsTable sessions;
  private final TokensTable tokens;
  private final EndedFeed endedFeed;
  private final Readers feedReaders;

  private Database(
      Dialect dialect,
      ConnectionFactory connections,
      Failures failures,
      Readers readers,
      Readers feedReaders,
      Writers writers,
      Changes changes,
      Time time,
      Entropy entropy) {
    this.dialect = dialect;
    this.connections = connections;
    this.readers = readers;
    this.feedReaders = feedReaders;
    this.writers = writers;
    this.transactions =
        new SqlTransactions(writers, readers, failures, entropy, dialect.attempts());
    this.changes = changes;
    this.accounts = new AccountsTable(transactions, changes, dialect);
    this.sessions = new SessionsTable(transactions, changes, dialect);
    this.tokens = new TokensTable(transactions, changes);
    this.endedFeed =
        new EndedFeed(
            new SessionsTable(
                new SqlTransactions(writers, feedReaders, failures, entropy, dialect.attempts()),
                changes,
                dialect),
            changes,
            time);
  }

  /**
   * Opens a SQLite file, made if it is missing, and brings its schema up to date.
   *
   * @param path the file
   * @param changes learns what this process ends and changes, after commit
   * @param time the clock
   * @param entropy where chance comes from
   * @return the open database
   * @throws StartProblem if the file cannot be used; its message is the line to show
   */
  public static Database open(Path path, Changes changes, Time time, Entropy entropy) {
    SqliteFile file = SqliteFile.prepare(path);
    try (Connection first = file.connect()) {
      file.assertDurable(first);
      new SqliteSchema(file).bringUpToDate(first);
      file.settleLog(first);
    } catch (SQLException e) {
      throw file.problem(e);
    }
    Failures failures = new Failures(Dialect.SQLITE);
    WriterThread writer =
        new WriterThread(
            new WriteConnection(
                embedded(file::connectForWriting), entropy, WriteConnection.PATIENT),
            failures);
    ReadHandles readers =
        new ReadHandles(
            embedded(file::connectForReading),
            failures,
            READERS_PER_CORE * Runtime.getRuntime().availableProcessors());
    Database database =
        new Database(
            Dialect.SQLITE,
            file::connect,
            failures,
            readers,
            readers,
            writer,
            changes,
            time,
            entropy);
    writer.start();
    return database;
  }

  /**
   * Connects to a PostgreSQL database and brings its schema up to date. Many processes may use it
   * at once.
   *
   * @param settings where it is
   * @param changes learns what this process ends and changes, after commit
   * @param time the clock
   * @param entropy where chance comes from
   * @return the open database
   * @throws StartProblem if it cannot be used; its message is the line to show
   */
  public static Database connect(
      DatabaseSettings settings, Changes changes, Time time, Entropy entropy) {
    return connect(settings, changes, time, entropy, UnaryOperator.identity());
  }

  /** Connects through something that stands before the pool. */
  static Database connect(
      DatabaseSettings settings,
      Changes changes,
      Time time,
      Entropy entropy,
      UnaryOperator<DataSource> before) {
    Failures failures = new Failures(Dialect.POSTGRESQL);
    Timelines timelines = new Timelines();
    PostgresPool pool =
        new PostgresPool(
            settings, timelines, source -> configured(Jdbi.create(before.apply(source))), failures);
    try {
      new PostgresSchema(pool.source()).bringUpToDate();
    } catch (StartProblem e) {
      pool.close();
      throw e;
    }
    // A connection of its own: whatever the others wait for, the feed must go on.
    ReadHandles feedReaders =
        new ReadHandles(
            configured(Jdbi.create(PostgresPool.quickSource(settings, timelines))), failures, 1);
    timelines.whenOvertaken(
        () -> {
          pool.evict();
          feedReaders.renew();
        });
    return new Database(
        Dialect.POSTGRESQL,
        () -> pool.source().getConnection(),
        failures,
        pool,
        feedReaders,
        pool,
        changes,
        time,
        entropy);
  }

  private static Jdbi embedded(ConnectionFactory connections) {
    Jdbi jdbi = configured(Jdbi.create(connections));
    jdbi.setStatementBuilderFactory(connection -> new CachedStatements());
    return jdbi;
  }

  private static Jdbi configured(Jdbi jdbi) {
    // No SQL of this room is a template, and none of what is bound may turn up in a message.
    jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    return jdbi;
  }

  /**
   * Gives the transactions.
   *
   * @return the port
   */
  public Transactions transactions() {
    return transactions;
  }

  /**
   * Gives the accounts.
   *
   * @return the port
   */
  public Accounts accounts() {
    return accounts;
  }

  /**
   * Gives the password hashes.
   *
   * @return the port
   */
  public Credentials credentials() {
    return new CredentialsTable(transactions, dialect);
  }

  /**
   * Gives the sessions.
   *
   * @return the port
   */
  public Sessions sessions() {
    return sessions;
  }

  /**
   * Gives the tokens.
   *
   * @return the port
   */
  public Tokens tokens() {
    return tokens;
  }

  /**
   * Gives the signing keys.
   *
   * @return the port
   */
  public StoredKeys storedKeys() {
    return new StoredKeysTable(transactions);
  }

  /**
   * Gives the challenges.
   *
   * @return the port
   */
  public Challenges challenges() {
    return new ChallengesTable(transactions);
  }

  /**
   * Gives the clients.
   *
   * @return the port
   */
  public Clients clients() {
    return new ClientsTable(transactions, dialect);
  }

  /**
   * Gives the record of events.
   *
   * @return the port
   */
  public Events events() {
    return new EventsTable(transactions);
  }

  /**
   * Gives the counters of failed attempts.
   *
   * @return the port
   */
  public Lockouts lockouts() {
    return new LockoutsTable(transactions);
  }

  /**
   * Gives the networks from which accounts signed in.
   *
   * @return the port
   */
  public KnownPlaces knownPlaces() {
    return new KnownPlacesTable(transactions);
  }

  /**
   * Gives the letters that wait.
   *
   * @return the port
   */
  public Outbox outbox() {
    return new OutboxTable(transactions, dialect);
  }

  /**
   * Known devices.
   *
   * @return the port
   */
  public KnownDevices knownDevices() {
    return new KnownDevicesTable(transactions);
  }

  /**
   * Gives the leases.
   *
   * @return the port
   */
  public Leases leases() {
    return new LeasesTable(transactions);
  }

  /**
   * Gives the accounts by the batch, for imports.
   *
   * @return the port
   */
  public Arrivals arrivals() {
    return new ArrivalsTable(transactions, changes, dialect);
  }

  /**
   * Gives the same, but writes nothing to the store: for dry runs.
   *
   * @return the port, to be closed by its caller
   * @throws StartProblem if there is no room for a scratch file
   */
  public Rehearsal rehearsal() {
    return Rehearsal.begin(arrivals());
  }

  /**
   * Gives the record of imports.
   *
   * @return the port
   */
  public Runs runs() {
    return new ImportsTable(transactions, dialect);
  }

  /**
   * Gives what is kept of the use of doors.
   *
   * @return the port
   */
  public DoorUses doorUses() {
    return new DoorUsesTable(transactions);
  }

  /**
   * Everything stored about an account.
   *
   * @return the port
   */
  public Holdings holdings() {
    return new HoldingsTable(transactions);
  }

  /**
   * Gives the feed of sessions that other processes ended.
   *
   * @return the feed, one for each open database
   */
  public EndedFeed endedFeed() {
    return endedFeed;
  }

  /**
   * Reads the whole database and looks for damage, also for rows that point to nothing. Takes
   * seconds on a large one; reading and writing go on meanwhile.
   *
   * @return what is wrong, one line each; empty if nothing is
   */
  public List<String> integrityCheck() {
    if (dialect != Dialect.SQLITE) {
      // The server checks its constraints and its pages by itself.
      return List.of();
    }
    return readers.read(
        handle -> {
          List<String> found =
              handle
                  .createQuery("PRAGMA integrity_check")
                  .map((results, context) -> results.getString(1))
                  .filter(line -> !"ok".equals(line))
                  .list();
          List<String> orphans =
              handle
                  .createQuery("PRAGMA foreign_key_check")
                  .map(
                      (results, context) ->
                          "a row of " + results.getString(1) + " points to nothing")
                  .list();
          found.addAll(orphans);
          return List.copyOf(found);
        });
  }

  /**
   * Says whether a copy into this database was begun and not finished, so that it holds only a part
   * of what it should.
   *
   * @return whether that is so
   */
  public boolean isHalfCopied() {
    try (Connection connection = dedicated()) {
      return CopyProgress.isUnfinished(connection);
    } catch (SQLException e) {
      throw new StoreUnavailable("the database does not answer", e);
    }
  }

  /**
   * Says how the connections of the pool are used.
   *
   * @return how many are in use and how many callers wait for one; empty for the embedded store
   */
  public Optional<PoolUse> poolUse() {
    return readers instanceof PostgresPool pool ? Optional.of(pool.use()) : Optional.empty();
  }

  /**
   * Says what the one writer of the embedded store does.
   *
   * @return its work so far; empty for PostgreSQL
   */
  public Optional<WriterUse> writerUse() {
    return writers instanceof WriterThread writer ? Optional.of(writer.use()) : Optional.empty();
  }

  /**
   * What the one writer of the embedded store does.
   *
   * @param waiting how many transactions wait for it
   * @param commits how many commits there were, each with one wait for the disk
   * @param committed how many transactions these kept
   */
  public record WriterUse(int waiting, long commits, long committed) {}

  /**
   * Says how often transactions were done again, since they met a concurrent change.
   *
   * @return the count since the start
   */
  public long repeats() {
    return transactions.repeats();
  }

  /**
   * Says how often transactions were given up after too many concurrent changes.
   *
   * @return the count since the start
   */
  public long gaveUp() {
    return transactions.gaveUp();
  }

  /**
   * How the connections of a pool are used.
   *
   * @param open how many are open
   * @param inUse how many of them are in use
   * @param waiting how many callers wait for one
   */
  public record PoolUse(int open, int inUse, int waiting) {}

  /** Opens a connection for one long piece of work; its caller closes it. */
  Connection dedicated() throws SQLException {
    return connections.openConnection();
  }

  /** Shows it to a copy. */
  CopyEnd end() {
    return new CopyEnd(dialect, connections);
  }

  /** Says which kind of database it is. */
  Dialect dialect() {
    return dialect;
  }

  /** Finishes the transactions that wait, refuses new ones, and closes the connections. */
  @Override
  public void close() {
    writers.close();
    feedReaders.close();
    readers.close();
  }
}
