package dev.latchkey.core.signin;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.core.token.SessionOpener;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.util.Optional;

/**
 * Replaces a session by a new one of the same account, because a credential changed and a contract
 * promises a new token with it. Whoever holds the present session has proven himself through it.
 */
public final class RenewSession {
  private final Accounts accounts;
  private final Sessions sessions;
  private final SessionOpener opener;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param sessions stored sessions
   * @param opener the means to open sessions
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public RenewSession(
      Accounts accounts,
      Sessions sessions,
      SessionOpener opener,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.opener = opener;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Ends the present session and opens its successor, in one transaction.
   *
   * @param account whose
   * @param present the session to end; the caller has checked that it was live
   * @param plan the session to open
   * @param origin from where
   * @return the new session; empty if the present one was ended meanwhile, since nothing that was
   *     revoked may bring forth something that is live
   */
  public Optional<OpenedSession> renew(
      Account account, SessionId present, SessionPlan plan, Origin origin) {
    return transactions.call(
        () -> {
          accounts.lock(account.id());
          if (!sessions.end(present, time.now())) {
            return Optional.empty();
          }
          OpenedSession opened = opener.open(account.id(), account.realm(), plan, origin);
          events.append(
              new Event(
                  Event.Kind.SIGNED_IN,
                  account.id(),
                  opened.session().id(),
                  plan.contract(),
                  origin,
                  time.now()));
          return Optional.of(opened);
        });
  }
}
