package dev.latchkey.feature.verification;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.challenge.UseChallenge;
import dev.latchkey.core.closing.ChangeAddress;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.util.Optional;

/**
 * Makes the address to which a link was mailed the account's address, confirmed, once. What was
 * typed when the link was asked for has no say: a link proves only where it was read.
 */
public final class ConfirmEmailChange {
  private final Accounts accounts;
  private final UseChallenge useChallenge;
  private final ChangeAddress changeAddress;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param useChallenge judges and uses up the link's secret
   * @param changeAddress changes the address with all that hangs on it
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public ConfirmEmailChange(
      Accounts accounts,
      UseChallenge useChallenge,
      ChangeAddress changeAddress,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.useChallenge = useChallenge;
    this.changeAddress = changeAddress;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Changes the address.
   *
   * @param secret what the link carried
   * @param origin from where
   * @return done, or why not
   */
  public Outcome confirm(String secret, Origin origin) {
    try {
      return transactions.call(
          () ->
              switch (useChallenge.use(secret, Purpose.EMAIL_CHANGE)) {
                case UseChallenge.Outcome.Usable usable -> keep(usable, origin);
                case UseChallenge.Outcome.Invalid invalid -> Outcome.INVALID;
                case UseChallenge.Outcome.Gone gone -> Outcome.GONE;
                case UseChallenge.Outcome.Expired expired -> Outcome.EXPIRED;
              });
    } catch (TakenSignal taken) {
      return Outcome.TAKEN;
    }
  }

  private Outcome keep(UseChallenge.Outcome.Usable usable, Origin origin) {
    Optional<Account> account = accounts.find(usable.account()).filter(Account::isActive);
    Optional<Identifier> email = Identifier.email(usable.address());
    if (account.isEmpty() || email.isEmpty()) {
      return Outcome.GONE;
    }
    try {
      changeAddress.toProven(account.get(), email.get(), origin);
    } catch (IdentifierTaken taken) {
      throw new TakenSignal();
    }
    events.append(
        new Event(Event.Kind.EMAIL_CHANGED, usable.account(), null, null, origin, time.now()));
    return Outcome.DONE;
  }

  /** What a confirmation comes to. */
  public enum Outcome {
    /** The address is the account's, and confirmed. */
    DONE,
    /** Not such a link's secret, or altered. */
    INVALID,
    /** The link was used or cancelled. */
    GONE,
    /** The link's hour is over. */
    EXPIRED,
    /** Somebody else has the address by now; only its own reader learns that. */
    TAKEN
  }
}
