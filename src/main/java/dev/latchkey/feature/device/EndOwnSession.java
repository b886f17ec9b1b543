package dev.latchkey.feature.device;

import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.closing.EndSession;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Instant;
import java.util.Optional;

/** Ends one session of an account at its owner's wish. */
public final class EndOwnSession {
  private final Accounts accounts;
  private final Sessions sessions;
  private final EndSession endSession;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param sessions stored sessions
   * @param endSession ends sessions
   * @param transactions the store's transactions
   * @param time the clock
   */
  public EndOwnSession(
      Accounts accounts,
      Sessions sessions,
      EndSession endSession,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.endSession = endSession;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Ends a session; it may be the one that asks.
   *
   * @param account whose it must be
   * @param asking the session that asks
   * @param wanted the session to end
   * @param origin from where
   * @return false, with nothing changed, if there is none of that number, if it is another
   *     account's, if it is over, or if the asking one ended meanwhile: never told apart
   */
  public boolean end(AccountId account, SessionId asking, SessionId wanted, Origin origin) {
    return transactions.call(
        () ->
            // Of two sessions that end each other, one is over before it asks.
            accounts.lock(account).isPresent()
                && isLive(account, asking)
                && isLive(account, wanted)
                && endSession.end(wanted, origin));
  }

  private boolean isLive(AccountId account, SessionId id) {
    Instant now = time.now();
    Optional<Session> session = sessions.find(id);
    return session.isPresent()
        && session.get().account().equals(account)
        && session.get().isLive(now);
  }
}
