package dev.latchkey.feature.password;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.challenge.UseChallenge;
import dev.latchkey.core.closing.EndSessions;
import dev.latchkey.core.closing.ProveAddress;
import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.credential.FlagPassword;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.credential.OwnWords;
import dev.latchkey.core.credential.PasswordHasher;
import dev.latchkey.core.credential.PasswordPolicy;
import dev.latchkey.core.credential.Weakness;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.core.policy.Guesses;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sets a new password by a mailed link, once. All sessions of the account end, all its other links
 * die, the address that received the link counts as confirmed, and a letter tells the owner.
 */
public final class ResetPassword {
  private final Accounts accounts;
  private final Credentials credentials;
  private final PasswordHasher hasher;
  private final PasswordPolicy policy;
  private final FlagPassword flagPassword;
  private final UseChallenge useChallenge;
  private final ProveAddress proveAddress;
  private final EndSessions endSessions;
  private final Guesses guesses;
  private final Letters letters;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param credentials stored password hashes
   * @param hasher hashes passwords
   * @param policy which passwords may be set
   * @param flagPassword marks weak ones
   * @param useChallenge judges and uses up the link's secret
   * @param proveAddress notes that the address is proven
   * @param endSessions ends everything else
   * @param guesses forgets failed attempts
   * @param letters takes the notice to the owner
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public ResetPassword(
      Accounts accounts,
      Credentials credentials,
      PasswordHasher hasher,
      PasswordPolicy policy,
      FlagPassword flagPassword,
      UseChallenge useChallenge,
      ProveAddress proveAddress,
      EndSessions endSessions,
      Guesses guesses,
      Letters letters,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.hasher = hasher;
    this.policy = policy;
    this.flagPassword = flagPassword;
    this.useChallenge = useChallenge;
    this.proveAddress = proveAddress;
    this.endSessions = endSessions;
    this.guesses = guesses;
    this.letters = letters;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Sets the password.
   *
   * @param secret what the link carried
   * @param wanted the new password; the contract has judged its length
   * @param refuseSame whether it must differ from the present one; if it does not, the link stays
   *     usable
   * @param origin from where
   * @return done, or why not; of many parallel calls with one link exactly one is done
   */
  public Outcome reset(String secret, Password wanted, boolean refuseSame, Origin origin) {
    // Judged before hashing, so that junk costs nothing; used up within the transaction.
    UseChallenge.Outcome judged = useChallenge.judge(secret, Purpose.PASSWORD_RESET);
    if (!(judged instanceof UseChallenge.Outcome.Usable usable)) {
      return refusal(judged);
    }
    Optional<Weakness> refusal =
        accounts.find(usable.account()).flatMap(account -> refusal(account, wanted));
    if (refusal.isPresent()) {
      return new Outcome.Weak(refusal.get());
    }
    String hash;
    try {
      Optional<String> present = credentials.passwordHash(usable.account());
      if (refuseSame && present.isPresent() && hasher.verify(wanted, present.get())) {
        return new Outcome.Same();
      }
      hash = hasher.hash(wanted);
    } catch (HasherBusy busy) {
      return new Outcome.Overloaded(busy.retryAfter());
    }
    return transactions.call(() -> keep(secret, wanted, hash, origin));
  }

  private Outcome keep(String secret, Password wanted, String hash, Origin origin) {
    UseChallenge.Outcome used = useChallenge.use(secret, Purpose.PASSWORD_RESET);
    if (!(used instanceof UseChallenge.Outcome.Usable usable)) {
      return refusal(used);
    }
    AccountId id = usable.account();
    Optional<Account> account = accounts.find(id).filter(Account::isActive);
    if (account.isEmpty()) {
      return new Outcome.Gone();
    }
    Instant now = time.now();
    credentials.setPasswordHash(id, hash, now);
    flagPassword.flag(account.get(), wanted, hash, null, origin);
    proveAddress.prove(id, usable.address(), origin);
    endSessions.end(id, null, origin);
    guesses.clear(id, origin.address());
    events.append(new Event(Event.Kind.PASSWORD_RESET, id, null, null, origin, now));
    if (account.get().isMailable()) {
      letters.enqueue(
          Letter.to(account.get(), Letter.Kind.PASSWORD_CHANGED).withOrigin(origin, now));
    }
    return new Outcome.Done(account.get());
  }

  private Optional<Weakness> refusal(Account account, Password wanted) {
    return policy.refusal(account.realm(), wanted, OwnWords.of(account));
  }

  private static Outcome refusal(UseChallenge.Outcome outcome) {
    return switch (outcome) {
      case UseChallenge.Outcome.Usable usable ->
          throw new IllegalStateException("usable is no refusal: " + usable.account());
      case UseChallenge.Outcome.Invalid invalid -> new Outcome.Invalid();
      case UseChallenge.Outcome.Gone gone -> new Outcome.Gone();
      case UseChallenge.Outcome.Expired expired -> new Outcome.Expired();
    };
  }

  /** What a reset comes to. */
  public sealed interface Outcome {
    /**
     * The password is set.
     *
     * @param account whose
     */
    record Done(Account account) implements Outcome {}

    /** Not a reset link's secret, or altered. */
    record Invalid() implements Outcome {}

    /** The link was used or cancelled, or never existed. */
    record Gone() implements Outcome {}

    /** The link's hour is over. */
    record Expired() implements Outcome {}

    /**
     * The new password is weak, and its realm refuses that. The link stays usable.
     *
     * @param weakness why
     */
    record Weak(Weakness weakness) implements Outcome {}

    /** The new password is the present one, and that was not wanted. */
    record Same() implements Outcome {}

    /**
     * There is no capacity to hash.
     *
     * @param retryAfter when to try again
     */
    record Overloaded(Duration retryAfter) implements Outcome {}
  }
}
