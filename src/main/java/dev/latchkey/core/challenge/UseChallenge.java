package dev.latchkey.core.challenge;

import dev.latchkey.core.account.Accounts;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.TypedToken;
import java.time.Instant;
import java.util.Optional;

/**
 * Uses a challenge up: at most one of many parallel calls with one secret is told that it may go
 * on.
 */
public final class UseChallenge {
  private final Accounts accounts;
  private final Challenges challenges;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param challenges stored challenges
   * @param time the clock
   */
  public UseChallenge(Accounts accounts, Challenges challenges, Time time) {
    this.accounts = accounts;
    this.challenges = challenges;
    this.time = time;
  }

  /**
   * Judges a secret without using it up, so that hashing can happen before the transaction.
   *
   * @param secret what a client showed
   * @param purpose what it is to be used for
   * @return as {@link #use}
   */
  public Outcome judge(String secret, Purpose purpose) {
    Optional<TypedToken> token = TypedToken.parse(secret);
    if (token.isEmpty() || token.get().type() != purpose.type()) {
      return new Outcome.Invalid();
    }
    Optional<Challenge> stored = challenges.find(token.get().id());
    if (stored.isEmpty() || stored.get().usedAt() != null) {
      return new Outcome.Gone();
    }
    Challenge challenge = stored.get();
    if (challenge.purpose() != purpose || !Digests.same(challenge.lookup(), token.get().lookup())) {
      return new Outcome.Invalid();
    }
    return time.now().isBefore(challenge.expiresAt())
        ? new Outcome.Usable(challenge.account(), challenge.address(), challenge.createdAt())
        : new Outcome.Expired();
  }

  /**
   * Judges a secret and uses it up, in the transaction of the calling thread, which then holds the
   * account locked.
   *
   * @param secret what a client showed
   * @param purpose what it is to be used for
   * @return usable for exactly one caller
   */
  public Outcome use(String secret, Purpose purpose) {
    Outcome judged = judge(secret, purpose);
    if (!(judged instanceof Outcome.Usable usable)) {
      return judged;
    }
    // Before the challenge, as everybody does: else two could wait for each other.
    accounts.lock(usable.account());
    Instant now = time.now();
    boolean mine = TypedToken.parse(secret).map(t -> challenges.use(t.id(), now)).orElse(false);
    return mine ? judged : new Outcome.Gone();
  }

  /**
   * Uses up all secrets of one purpose, in the transaction of the calling thread.
   *
   * @param account whose
   * @param purpose of which purpose
   */
  public void useUpAll(AccountId account, Purpose purpose) {
    challenges.cancelAll(account, purpose, time.now());
  }

  /** What a secret is good for. */
  public sealed interface Outcome {
    /**
     * Good.
     *
     * @param account whose it is
     * @param address the address that it proves
     * @param madeAt when it was made
     */
    record Usable(AccountId account, String address, Instant madeAt) implements Outcome {}

    /** Not a secret of this purpose, or altered. */
    record Invalid() implements Outcome {}

    /** Used, cancelled, or never made. */
    record Gone() implements Outcome {}

    /** Its hour is over. */
    record Expired() implements Outcome {}
  }
}
