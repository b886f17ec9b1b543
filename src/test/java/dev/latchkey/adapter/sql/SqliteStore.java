package dev.latchkey.adapter.sql;

import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.client.Clients;
import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.policy.KnownPlaces;
import dev.latchkey.core.policy.Lockouts;
import dev.latchkey.core.session.Changes;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.token.StoredKeys;
import dev.latchkey.core.token.Tokens;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.fake.Store;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real SQLite file, seen as a store. */
final class SqliteStore implements Store {
  private final Path file;
  private final Database database;

  private SqliteStore(Path file, Database database) {
    this.file = file;
    this.database = database;
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

  Database database() {
    return database;
  }

  @Override
  public Transactions transactions() {
    return database.transactions();
  }

  @Override
  public Accounts accounts() {
    return database.accounts();
  }

  @Override
  public Credentials credentials() {
    return database.credentials();
  }

  @Override
  public Sessions sessions() {
    return database.sessions();
  }

  @Override
  public Tokens tokens() {
    return database.tokens();
  }

  @Override
  public StoredKeys storedKeys() {
    return database.storedKeys();
  }

  @Override
  public Challenges challenges() {
    return database.challenges();
  }

  @Override
  public Clients clients() {
    return database.clients();
  }

  @Override
  public Events events() {
    return database.events();
  }

  @Override
  public List<Event> recordedEvents() {
    List<Event> events = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT kind, account_id, session_id, contract, address, agent, request_id, created_at
                FROM events ORDER BY id
                """)) {
      while (rows.next()) {
        long session = rows.getLong(3);
        events.add(
            new Event(
                Event.Kind.valueOf(rows.getString(1)),
                new AccountId(rows.getInt(2)),
                session == 0 ? null : new SessionId(session),
                rows.getString(4),
                new Origin(rows.getString(5), rows.getString(6), null, rows.getString(7)),
                Instant.ofEpochMilli(rows.getLong(8))));
      }
      return events;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Lockouts lockouts() {
    return database.lockouts();
  }

  @Override
  public KnownPlaces knownPlaces() {
    return database.knownPlaces();
  }

  @Override
  public Outbox outbox() {
    return database.outbox();
  }

  @Override
  public void close() {
    database.close();
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
