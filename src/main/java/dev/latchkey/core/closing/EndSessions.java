package dev.latchkey.core.closing;

import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends what a changed credential ends: all other sessions, and every mailed link to set a password
 * or to change the address.
 */
public final class EndSessions {
  private final Accounts accounts;
  private final Sessions sessions;
  private final Challenges challenges;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param sessions stored sessions
   * @param challenges stored challenges
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public EndSessions(
      Accounts accounts,
      Sessions sessions,
      Challenges challenges,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.challenges = challenges;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Ends all sessions of an account, but for one, and cancels its links to set a password and to
   * change the address.
   *
   * @param account whose
   * @param except the session to keep; null for none
   * @param origin from where
   * @return the numbers of those that were ended
   */
  public List<SessionId> end(AccountId account, @Nullable SessionId except, Origin origin) {
    return transactions.call(
        () -> {
          Instant now = time.now();
          // What a sign-in or a letter under way brings comes before all of this, or sees it.
          accounts.lock(account);
          challenges.cancelAll(account, Purpose.PASSWORD_RESET, now);
          challenges.cancelAll(account, Purpose.EMAIL_CHANGE, now);
          List<SessionId> ended = sessions.endAll(account, except, now);
          events.append(new Event(Event.Kind.SESSIONS_ENDED, account, except, null, origin, now));
          return ended;
        });
  }

  /**
   * Does what {@link #end} does, on the word of a session of the account that stays.
   *
   * @param account whose
   * @param staying the session that asks
   * @param origin from where
   * @return the numbers of those that were ended; empty, with nothing changed, if the asking
   *     session was itself ended meanwhile
   */
  public Optional<List<SessionId>> endOthers(AccountId account, SessionId staying, Origin origin) {
    return transactions.call(
        () -> {
          accounts.lock(account);
          return sessions
              .find(staying)
              .filter(session -> session.endedAt() == null)
              .map(session -> end(account, staying, origin));
        });
  }
}
