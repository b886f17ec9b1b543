package dev.latchkey.core.closing;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Instant;
import java.util.Optional;

/**
 * Notes that somebody read the mail of an account's address. The first time, that ends what anybody
 * who came before him, and never proved an address, could have left behind: pending changes of the
 * address, and links that would take a change back.
 */
public final class ProveAddress {
  private final Accounts accounts;
  private final Challenges challenges;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param challenges stored challenges
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public ProveAddress(
      Accounts accounts,
      Challenges challenges,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.challenges = challenges;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Notes the proof. Sessions go on: a plain confirmation lets nobody in, and a new password ends
   * them anyway.
   *
   * @param id whose
   * @param address the address to which a secret was mailed that came back
   * @param origin from where
   * @return false, with nothing changed, if the account is gone or has another address by now
   */
  public boolean prove(AccountId id, String address, Origin origin) {
    return transactions.call(
        () -> {
          Instant now = time.now();
          Optional<Account> before = accounts.lock(id);
          if (before.isEmpty() || !accounts.confirmEmail(id, address, now)) {
            return false;
          }
          challenges.cancelAll(id, Purpose.EMAIL_CONFIRMATION, now);
          if (before.get().emailConfirmedAt() == null) {
            challenges.cancelAll(id, Purpose.EMAIL_CHANGE, now);
            challenges.cancelUnproven(id, Purpose.EMAIL_UNDO, now);
            events.append(new Event(Event.Kind.EMAIL_CONFIRMED, id, null, null, origin, now));
          }
          return true;
        });
  }
}
