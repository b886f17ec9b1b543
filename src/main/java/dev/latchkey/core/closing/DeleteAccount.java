package dev.latchkey.core.closing;

import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Instant;

/**
 * Deletes an account. Its number is never given out again, so nothing issued before can come to
 * mean another.
 */
public final class DeleteAccount {
  private final Accounts accounts;
  private final Sessions sessions;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param sessions stored sessions
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public DeleteAccount(
      Accounts accounts, Sessions sessions, Events events, Transactions transactions, Time time) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Ends all sessions of an account and deletes it with all that hangs on it.
   *
   * @param account which
   * @param origin from where
   * @return false if there is no such account
   */
  public boolean delete(AccountId account, Origin origin) {
    return transactions.call(
        () -> {
          Instant now = time.now();
          // A sign-in under way comes before or after all of this.
          accounts.lock(account);
          // Ended first, so that the feed tells other processes, which cannot see a row that is
          // gone.
          sessions.endAll(account, null, now);
          if (!accounts.delete(account)) {
            return false;
          }
          Origin erased = Origin.erased(origin.requestId());
          events.append(new Event(Event.Kind.DELETED, account, null, null, erased, now));
          return true;
        });
  }
}
