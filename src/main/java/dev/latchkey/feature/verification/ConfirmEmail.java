package dev.latchkey.feature.verification;

import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.challenge.UseChallenge;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Instant;

/**
 * Confirms an address by a mailed link, once; the account's other confirmation links die with it.
 */
public final class ConfirmEmail {
  private final Accounts accounts;
  private final UseChallenge useChallenge;
  private final Challenges challenges;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param useChallenge judges and uses up the link's secret
   * @param challenges stored challenges
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public ConfirmEmail(
      Accounts accounts,
      UseChallenge useChallenge,
      Challenges challenges,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.useChallenge = useChallenge;
    this.challenges = challenges;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Confirms the address that the link was mailed to, if it is still the account's.
   *
   * @param secret what the link carried
   * @param origin from where
   * @return done, or why not
   */
  public Outcome confirm(String secret, Origin origin) {
    return transactions.call(
        () ->
            switch (useChallenge.use(secret, Purpose.EMAIL_CONFIRMATION)) {
              case UseChallenge.Outcome.Usable usable ->
                  keep(usable.account(), usable.address(), origin);
              case UseChallenge.Outcome.Invalid invalid -> Outcome.INVALID;
              case UseChallenge.Outcome.Gone gone -> Outcome.GONE;
              case UseChallenge.Outcome.Expired expired -> Outcome.EXPIRED;
            });
  }

  private Outcome keep(AccountId account, String address, Origin origin) {
    Instant now = time.now();
    if (!accounts.confirmEmail(account, address, now)) {
      return Outcome.GONE;
    }
    challenges.cancelAll(account, Purpose.EMAIL_CONFIRMATION, now);
    events.append(new Event(Event.Kind.EMAIL_CONFIRMED, account, null, null, origin, now));
    return Outcome.DONE;
  }

  /** What a confirmation comes to. */
  public enum Outcome {
    /** The address is confirmed. */
    DONE,
    /** Not a confirmation link's secret, or altered. */
    INVALID,
    /** The link was used or cancelled, or the account has another address by now. */
    GONE,
    /** The link's hour is over. */
    EXPIRED
  }
}
