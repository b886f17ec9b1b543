package dev.latchkey.feature.verification;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.challenge.IssueChallenge;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.challenge.UseChallenge;
import dev.latchkey.core.closing.EndSessions;
import dev.latchkey.core.closing.ProveAddress;
import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes a change of address back by the link that the old address got, whatever the address was
 * changed to since. Whoever changed it may know the password and hold sessions, so all sessions
 * end, the password stops working, all mailed links die, and a link to set a new password goes to
 * the restored address.
 */
public final class UndoEmailChange {
  private static final List<Purpose> ENDED =
      List.of(Purpose.PASSWORD_RESET, Purpose.EMAIL_CONFIRMATION, Purpose.EMAIL_CHANGE);

  /** No password has a hash of this form; verifying against it costs what a wrong one costs. */
  private static final String UNUSABLE = "*";

  private final Accounts accounts;
  private final Credentials credentials;
  private final Challenges challenges;
  private final IssueChallenge issueChallenge;
  private final UseChallenge useChallenge;
  private final ProveAddress proveAddress;
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
   * @param challenges stored challenges
   * @param issueChallenge makes the secret of the link to set a password
   * @param useChallenge judges and uses up the link's secret
   * @param proveAddress notes that the address is proven
   * @param endSessions ends the sessions
   * @param letters takes the letter
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public UndoEmailChange(
      Accounts accounts,
      Credentials credentials,
      Challenges challenges,
      IssueChallenge issueChallenge,
      UseChallenge useChallenge,
      ProveAddress proveAddress,
      EndSessions endSessions,
      Letters letters,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.challenges = challenges;
    this.issueChallenge = issueChallenge;
    this.useChallenge = useChallenge;
    this.proveAddress = proveAddress;
    this.endSessions = endSessions;
    this.letters = letters;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Restores the address to which the link was mailed; it counts as confirmed, since its mail was
   * read. Links that later changes gave to other addresses die, earlier ones stay: who had the
   * account first has the last word.
   *
   * @param secret what the link carried
   * @param origin from where
   * @return done, or why not
   */
  public Outcome undo(String secret, Origin origin) {
    try {
      return transactions.call(
          () ->
              switch (useChallenge.use(secret, Purpose.EMAIL_UNDO)) {
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
    AccountId id = usable.account();
    Optional<Account> account = accounts.find(id).filter(Account::isActive);
    Optional<Identifier> email = Identifier.email(usable.address());
    if (account.isEmpty() || email.isEmpty()) {
      return Outcome.GONE;
    }
    Instant now = time.now();
    if (!email.get().display().equals(account.get().email())) {
      restore(id, email.get(), now);
    }
    for (Purpose purpose : ENDED) {
      challenges.cancelAll(id, purpose, now);
    }
    challenges.cancelLater(id, Purpose.EMAIL_UNDO, usable.madeAt(), now);
    proveAddress.prove(id, email.get().display(), origin);
    if (credentials.passwordHash(id).isPresent()) {
      credentials.setPasswordHash(id, UNUSABLE, now);
    }
    endSessions.end(id, null, origin);
    events.append(new Event(Event.Kind.EMAIL_CHANGE_UNDONE, id, null, null, origin, now));
    letters.enqueue(
        Letter.to(account.get(), email.get().display(), Letter.Kind.RESET_PASSWORD)
            .withSecret(
                issueChallenge.issue(Purpose.PASSWORD_RESET, id, email.get().display(), true)));
    return Outcome.DONE;
  }

  private void restore(AccountId id, Identifier email, Instant now) {
    try {
      accounts.changeEmail(id, email, now);
    } catch (IdentifierTaken taken) {
      throw new TakenSignal();
    }
  }

  /** What it comes to. */
  public enum Outcome {
    /** The address is back, and a link to set a new password is on its way there. */
    DONE,
    /** Not such a link's secret, or altered. */
    INVALID,
    /** The link was used or cancelled, or the account is gone or disabled. */
    GONE,
    /** Its three days are over. */
    EXPIRED,
    /** An address that had never been confirmed belongs to somebody else by now. */
    TAKEN
  }
}
