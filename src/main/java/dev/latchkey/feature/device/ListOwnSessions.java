package dev.latchkey.feature.device;

import dev.latchkey.core.client.Client;
import dev.latchkey.core.client.Clients;
import dev.latchkey.core.session.Agents;
import dev.latchkey.core.session.DeviceName;
import dev.latchkey.core.session.Place;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the live sessions of one account, of all contracts, for its owner. */
public final class ListOwnSessions {
  private final Sessions sessions;
  private final Clients clients;
  private final Agents agents;
  private final Time time;

  /**
   * Makes one.
   *
   * @param sessions stored sessions
   * @param clients registered clients
   * @param agents reads what callers call themselves
   * @param time the clock
   */
  public ListOwnSessions(Sessions sessions, Clients clients, Agents agents, Time time) {
    this.sessions = sessions;
    this.clients = clients;
    this.agents = agents;
    this.time = time;
  }

  /**
   * Lists them.
   *
   * @param account whose
   * @param present the session that asks; null if none does
   * @return the sessions, newest sign-in first
   */
  public List<ShownSession> list(AccountId account, @Nullable SessionId present) {
    Instant now = time.now();
    return sessions.of(account).stream()
        .filter(session -> session.isLive(now))
        .map(session -> shown(session, session.id().equals(present)))
        .toList();
  }

  private ShownSession shown(Session session, boolean isPresent) {
    String client =
        session.clientId() == null
            ? null
            : clients.find(session.clientId()).map(Client::name).orElse(null);
    return new ShownSession(
        session.id(),
        isPresent,
        session.contract(),
        client,
        DeviceName.of(session.device(), session.agent(), agents),
        Place.of(session.address()),
        session.createdAt(),
        session.signedInAt(),
        session.lastSeenAt(),
        session.expiresAt());
  }
}
