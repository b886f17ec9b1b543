package dev.latchkey.feature.device;

import dev.latchkey.kernel.AccountId;
import java.time.Instant;

/** The port to the devices that accounts signed in from, as digests. */
public interface KnownDevices {
  /** So many are remembered for each account; of more, those not seen for the longest time go. */
  int MOST = 50;

  /**
   * Says whether anything is remembered of an account.
   *
   * @param account whose
   * @return false if no device was ever remembered
   */
  boolean any(AccountId account);

  /**
   * Remembers that a device was seen.
   *
   * @param account whose
   * @param digest which
   * @param at when
   * @return true if it was not remembered before
   */
  boolean remember(AccountId account, String digest, Instant at);

  /**
   * Counts the new ones.
   *
   * @param account whose
   * @param since from when on
   * @return how many were remembered for the first time then or later, the present one included
   */
  int newSince(AccountId account, Instant since);
}
