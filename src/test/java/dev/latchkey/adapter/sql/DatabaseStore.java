package dev.latchkey.adapter.sql;

import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.client.Clients;
import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.policy.KnownPlaces;
import dev.latchkey.core.policy.Lockouts;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.token.StoredKeys;
import dev.latchkey.core.token.Tokens;
import dev.latchkey.fake.Store;
import dev.latchkey.feature.device.KnownDevices;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.feature.upkeep.Leases;
import dev.latchkey.feature.usage.DoorUses;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Transactions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A real database, seen as a store. */
class DatabaseStore implements Store {
  private final String url;
  private final Database database;

  /**
   * Makes one.
   *
   * @param url the JDBC address, for a look from outside
   * @param database the open database
   */
  DatabaseStore(String url, Database database) {
    this.url = url;
    this.database = database;
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
    try (Connection connection = DriverManager.getConnection(url);
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
  public KnownDevices knownDevices() {
    return database.knownDevices();
  }

  @Override
  public void close() {
    database.close();
  }

  @Override
  public DoorUses doorUses() {
    return database.doorUses();
  }

  @Override
  public Leases leases() {
    return database.leases();
  }
}
