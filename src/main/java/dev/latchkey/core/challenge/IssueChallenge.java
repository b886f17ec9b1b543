package dev.latchkey.core.challenge;

import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.TypedToken;
import java.time.Instant;

/** Makes a challenge. The secret goes into a letter and nowhere else. */
public final class IssueChallenge {
  private static final long MAX_ID = (1L << 53) - 1;

  private final Challenges challenges;
  private final Entropy entropy;
  private final Time time;

  /**
   * Makes one.
   *
   * @param challenges stored challenges
   * @param entropy where chance comes from
   * @param time the clock
   */
  public IssueChallenge(Challenges challenges, Entropy entropy, Time time) {
    this.challenges = challenges;
    this.entropy = entropy;
    this.time = time;
  }

  /**
   * Makes a challenge, in the transaction of the calling thread, which has locked the account.
   * Older ones of the account and purpose die, so that of several letters only the newest works;
   * but for those that {@link Purpose#outlivesOthers}.
   *
   * @param purpose what it is for
   * @param account whose
   * @param address where the secret will be mailed to
   * @return the secret
   */
  public TypedToken issue(Purpose purpose, AccountId account, String address) {
    return issue(purpose, account, address, false);
  }

  /**
   * Makes a challenge as {@link #issue(Purpose, AccountId, String)} does, and notes how well the
   * address is known. Of two challenges of one account and purpose the one made first bears the
   * earlier moment, however fast they follow each other.
   *
   * @param purpose what it is for
   * @param account whose
   * @param address where the secret will be mailed to
   * @param isAddressProven whether the account had proven the address
   * @return the secret
   */
  public TypedToken issue(
      Purpose purpose, AccountId account, String address, boolean isAddressProven) {
    Instant now = time.now();
    if (!purpose.outlivesOthers()) {
      challenges.cancelAll(account, purpose, now);
    }
    Instant madeAt =
        challenges
            .newest(account, purpose)
            .map(last -> last.plusMillis(1))
            .filter(next -> next.isAfter(now))
            .orElse(now);
    long id = Math.max(1, entropy.positiveLong() & MAX_ID);
    TypedToken secret = TypedToken.mint(purpose.type(), id, entropy);
    challenges.insert(
        new Challenge(
            id,
            purpose,
            secret.lookup(),
            account,
            address,
            isAddressProven,
            madeAt,
            now.plus(purpose.lifetime()),
            null));
    return secret;
  }
}
