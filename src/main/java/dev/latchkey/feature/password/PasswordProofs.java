package dev.latchkey.feature.password;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.credential.FlagPassword;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.credential.PasswordHasher;
import dev.latchkey.core.credential.PlaceInLine;
import dev.latchkey.core.signin.Proof;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * Proves accounts by their passwords: exactly one slow hash for every claim, whoever it is about.
 */
public final class PasswordProofs {
  /** The last number, which is given out when all others are. */
  private static final AccountId NOBODY = new AccountId(Integer.MAX_VALUE);

  private final Credentials credentials;
  private final PasswordHasher hasher;
  private final FlagPassword flagPassword;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param credentials stored password hashes
   * @param hasher verifies passwords
   * @param flagPassword marks weak passwords
   * @param transactions the store's transactions
   * @param time the clock
   */
  public PasswordProofs(
      Credentials credentials,
      PasswordHasher hasher,
      FlagPassword flagPassword,
      Transactions transactions,
      Time time) {
    this.credentials = credentials;
    this.hasher = hasher;
    this.flagPassword = flagPassword;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Claims to know the password of whichever account the frame finds.
   *
   * @param password the password as typed
   * @return the claim
   */
  public Proof proof(Password password) {
    return new Proof() {
      private @Nullable String judged;

      @Override
      public boolean holdsFor(@Nullable Account account) throws HasherBusy {
        // Nobody has no hash; looking for it takes as long as finding one.
        AccountId whose = account == null ? NOBODY : account.id();
        judged = judge(account, password, credentials.passwordHash(whose).orElse(null));
        return judged != null;
      }

      @Override
      public boolean stillHolds(Account account) {
        return credentials.passwordHash(account.id()).filter(now -> now.equals(judged)).isPresent();
      }

      @Override
      public PlaceInLine takePlace() throws HasherBusy {
        return hasher.takePlace();
      }
    };
  }

  /** Judges a password; gives the hash it belongs to, which may be a better one; else null. */
  private @Nullable String judge(
      @Nullable Account account, Password password, @Nullable String hash) throws HasherBusy {
    // A disabled account is refused with any password, so that its own need not be looked at: a
    // yes that becomes a no would come too early.
    String judged = account == null || !account.isActive() ? null : hash;
    if (!hasher.judge(password, judged) || account == null || hash == null) {
      return null;
    }
    // The frame knows from where, this does not: nothing that depends on it is kept.
    flagPassword.flag(account, password, hash, null, Origin.LOCAL);
    return hasher.isOutdated(hash) ? upgrade(account.id(), password, hash) : hash;
  }

  private String upgrade(AccountId account, Password password, String present) {
    String upgraded;
    try {
      upgraded = hasher.hash(password);
    } catch (HasherBusy busy) {
      // The next sign-in will do; nobody is turned away for the sake of an upgrade.
      return present;
    }
    boolean isUpgraded =
        transactions.call(
            () -> credentials.upgradePasswordHash(account, present, upgraded, time.now()));
    return isUpgraded ? upgraded : present;
  }
}
