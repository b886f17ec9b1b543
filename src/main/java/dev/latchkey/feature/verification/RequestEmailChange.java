package dev.latchkey.feature.verification;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.challenge.IssueChallenge;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.core.policy.Budgets;
import dev.latchkey.core.policy.EvenPace;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.signin.Proven;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Mails a link to a new address; the account keeps its present one until somebody follows it. An
 * address that belongs to another account gets no letter, and nobody can tell from the answer.
 */
public final class RequestEmailChange {
  private final Accounts accounts;
  private final Sessions sessions;
  private final Challenges challenges;
  private final IssueChallenge issueChallenge;
  private final Letters letters;
  private final Budgets budgets;
  private final EvenPace pace;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param sessions stored sessions
   * @param challenges stored challenges
   * @param issueChallenge makes the link's secret
   * @param letters takes the letter
   * @param budgets bounds on flooding a mailbox
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public RequestEmailChange(
      Accounts accounts,
      Sessions sessions,
      Challenges challenges,
      IssueChallenge issueChallenge,
      Letters letters,
      Budgets budgets,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.challenges = challenges;
    this.issueChallenge = issueChallenge;
    this.letters = letters;
    this.budgets = budgets;
    this.pace = new EvenPace(time);
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Asks for a link to the new address; links of earlier requests die. The answer takes {@link
   * EvenPace#LENGTH} whether the address is free or not.
   *
   * @param proven who asks, proven just before
   * @param wanted the new address as it was typed
   * @param origin from where
   * @return whether a letter may be on its way
   */
  public Outcome request(Proven proven, String wanted, Origin origin) {
    Account account = proven.account();
    Optional<Identifier> email = Identifier.email(wanted).filter(RequestEmailChange::isMailable);
    if (email.isEmpty()) {
      return new Outcome.Malformed();
    }
    if (email.get().display().equals(account.email()) && account.emailConfirmedAt() != null) {
      return new Outcome.Same();
    }
    if (budgets.letter(account.id().toString(), origin.address())
        instanceof Budgets.Grant.Spent spent) {
      return new Outcome.Throttled(spent.retryAfter());
    }
    String mailbox = account.realm() + "/" + email.get().canonical();
    if (budgets.letter(mailbox, origin.address()) instanceof Budgets.Grant.Spent spent) {
      return new Outcome.Throttled(spent.retryAfter());
    }
    return pace.keep(() -> transactions.call(() -> keep(proven, email.get(), origin)));
  }

  private static boolean isMailable(Identifier email) {
    return !email.canonical().endsWith(".invalid");
  }

  private Outcome keep(Proven proven, Identifier email, Origin origin) {
    Instant now = time.now();
    Optional<Account> account = accounts.lock(proven.account().id()).filter(Account::isActive);
    Optional<Session> session =
        sessions.find(proven.session()).filter(one -> one.endedAt() == null);
    if (session.isEmpty() || account.isEmpty()) {
      return new Outcome.SessionEnded();
    }
    challenges.cancelAll(account.get().id(), Purpose.EMAIL_CHANGE, now);
    boolean isFree =
        accounts
            .findByIdentifier(account.get().realm(), Namespace.NAME, email.canonical())
            .map(owner -> owner.id().equals(account.get().id()))
            .orElse(true);
    if (isFree) {
      send(account.get(), email);
    }
    events.append(
        new Event(
            Event.Kind.EMAIL_CHANGE_REQUESTED,
            account.get().id(),
            proven.session(),
            session.get().contract(),
            origin,
            now));
    return new Outcome.Sent();
  }

  private void send(Account account, Identifier email) {
    String address = email.display();
    letters.enqueue(
        Letter.to(account, address, Letter.Kind.CONFIRM_NEW_EMAIL)
            .with(Letter.Fact.NEW_EMAIL, address)
            .withSecret(issueChallenge.issue(Purpose.EMAIL_CHANGE, account.id(), address)));
  }

  /** What a request comes to. */
  public sealed interface Outcome {
    /** If nobody else has the address, a letter is kept for sending. */
    record Sent() implements Outcome {}

    /** No address, or none that mail can reach. */
    record Malformed() implements Outcome {}

    /** It is the account's address already, and confirmed. */
    record Same() implements Outcome {}

    /** The asking session or the account ended meanwhile. */
    record SessionEnded() implements Outcome {}

    /**
     * A budget is spent.
     *
     * @param retryAfter when to try again
     */
    record Throttled(Duration retryAfter) implements Outcome {}
  }
}
