package dev.latchkey.core.closing;

import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Instant;
import java.util.Optional;

/** Ends one session, for good. */
public final class EndSession {
  private final Sessions sessions;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param sessions stored sessions
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public EndSession(Sessions sessions, Events events, Transactions transactions, Time time) {
    this.sessions = sessions;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Ends a session. When this returns, no check in this process believes in it any more; within a
   * second none in any other.
   *
   * @param id its number
   * @param origin from where it is ended
   * @return false if there is none or it has ended already
   */
  public boolean end(SessionId id, Origin origin) {
    return transactions.call(
        () -> {
          Instant now = time.now();
          Optional<Session> session = sessions.find(id);
          if (session.isEmpty() || !sessions.end(id, now)) {
            return false;
          }
          events.append(
              new Event(
                  Event.Kind.SESSION_ENDED,
                  session.get().account(),
                  id,
                  session.get().contract(),
                  origin,
                  now));
          return true;
        });
  }
}
