package dev.latchkey.core.closing;

import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Instant;

/**
 * Disables an account, which ends all its sessions and mailed links for good, or enables it again.
 */
public final class ChangeStatus {
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
  public ChangeStatus(
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
   * Gives an account a status.
   *
   * @param account which
   * @param status the status
   * @param origin from where
   * @return false if there is no such account
   */
  public boolean change(AccountId account, AccountStatus status, Origin origin) {
    return transactions.call(
        () -> {
          Instant now = time.now();
          if (!accounts.changeStatus(account, status, now)) {
            return false;
          }
          if (status == AccountStatus.DISABLED) {
            for (Purpose purpose : Purpose.values()) {
              challenges.cancelAll(account, purpose, now);
            }
            sessions.endAll(account, null, now);
          }
          Event.Kind kind =
              status == AccountStatus.DISABLED ? Event.Kind.DISABLED : Event.Kind.ENABLED;
          events.append(new Event(kind, account, null, null, origin, now));
          return true;
        });
  }
}
