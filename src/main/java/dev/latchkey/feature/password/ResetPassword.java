package dev.latchkey.feature.password;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.challenge.UseChallenge;
import dev.latchkey.core.closing.EndSessions;
import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.credential.PasswordHasher;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.letter.Letters;
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
  private final UseChallenge useChallenge;
  private final EndSessions endSessions;
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
   * @param useChallenge judges and uses up the link's secret
   * @param endSessions ends everything else
   * @param letters takes the notice to the owner
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public ResetPassword(
      Accounts accounts,
      Credentials credentials,
      PasswordHasher hasher,
      UseChallenge useChallenge,
      EndSessions endSessions,
      Letters letters,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.hasher = hasher;
    this.useChallenge = useChallenge;
    this.endSessions = endSessions;
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
    return transactions.call(() -> keep(secret, hash, origin));
  }

  private Outcome keep(String secret, String hash, Origin origin) {
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
    accounts.confirmEmail(id, usable.address(), now);
    useChallenge.useUpAll(id, Purpose.EMAIL_CONFIRMATION);
    endSessions.end(id, null, origin);
    events.append(new Event(Event.Kind.PASSWORD_RESET, id, null, null, origin, now));
    if (account.get().isMailable()) {
      letters.enqueue(
          Letter.to(account.get(), Letter.Kind.PASSWORD_CHANGED).withOrigin(origin, now));
    }
    return new Outcome.Done(account.get());
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
