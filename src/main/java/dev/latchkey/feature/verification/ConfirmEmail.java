package dev.latchkey.feature.verification;

import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.challenge.UseChallenge;
import dev.latchkey.core.closing.ProveAddress;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Transactions;

/**
 * Confirms an address by a mailed link, once; the account's other confirmation links die with it.
 */
public final class ConfirmEmail {
  private final UseChallenge useChallenge;
  private final ProveAddress proveAddress;
  private final Transactions transactions;

  /**
   * Makes one.
   *
   * @param useChallenge judges and uses up the link's secret
   * @param proveAddress notes that the address is proven
   * @param transactions the store's transactions
   */
  public ConfirmEmail(
      UseChallenge useChallenge, ProveAddress proveAddress, Transactions transactions) {
    this.useChallenge = useChallenge;
    this.proveAddress = proveAddress;
    this.transactions = transactions;
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
                  proveAddress.prove(usable.account(), usable.address(), origin)
                      ? Outcome.DONE
                      : Outcome.GONE;
              case UseChallenge.Outcome.Invalid invalid -> Outcome.INVALID;
              case UseChallenge.Outcome.Gone gone -> Outcome.GONE;
              case UseChallenge.Outcome.Expired expired -> Outcome.EXPIRED;
            });
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
