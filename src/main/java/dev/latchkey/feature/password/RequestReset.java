package dev.latchkey.feature.password;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.IssueChallenge;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.core.policy.Budgets;
import dev.latchkey.core.policy.EvenPace;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Mails a link to set a new password, to the stored address and nowhere else. Whether there is such
 * an account is told to the caller of this class only; a wire says it only where its settings want
 * that.
 */
public final class RequestReset {
  private final Accounts accounts;
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
   * @param issueChallenge makes the link's secret
   * @param letters takes the letter
   * @param budgets bounds on flooding a mailbox
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public RequestReset(
      Accounts accounts,
      IssueChallenge issueChallenge,
      Letters letters,
      Budgets budgets,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.issueChallenge = issueChallenge;
    this.letters = letters;
    this.budgets = budgets;
    this.pace = new EvenPace(time);
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Asks for a link. The answer takes {@link EvenPace#LENGTH} whether there is such an account or
   * not.
   *
   * @param realm among whose accounts
   * @param name any name of the account
   * @param origin from where
   * @return whether a letter was kept for sending
   */
  public Outcome request(RealmName realm, String name, Origin origin) {
    Optional<Identifier> identifier = Identifier.name(name);
    Supplier<Optional<Account>> find =
        () ->
            identifier
                .flatMap(id -> accounts.findByIdentifier(realm, Namespace.NAME, id.canonical()))
                .filter(Account::isActive)
                .filter(Account::isMailable);
    Optional<Account> account = find.get();
    // By the name that was typed, never by the account: else what is spent on one name would tell
    // whether another one goes with it, or has an account at all.
    String subject = realm + "/" + identifier.map(Identifier::canonical).orElse("");
    if (budgets.letter(subject, origin.address()) instanceof Budgets.Grant.Spent spent) {
      return new Outcome.Throttled(spent.retryAfter());
    }
    return pace.keep(
        () ->
            account.isEmpty()
                ? new Outcome.NoMailbox()
                : transactions.call(() -> answer(again(account.get(), find), origin)));
  }

  /** The name may lead elsewhere by now, and the account have another address. */
  private Optional<Account> again(Account found, Supplier<Optional<Account>> find) {
    accounts.lock(found.id());
    return find.get().filter(account -> account.id().equals(found.id()));
  }

  /** Judges the account as it is by now: its address may just have been taken back, or be gone. */
  private Outcome answer(Optional<Account> account, Origin origin) {
    if (account.isEmpty()) {
      return new Outcome.NoMailbox();
    }
    send(account.get(), origin);
    return new Outcome.Sent();
  }

  private void send(Account account, Origin origin) {
    String address = account.mailbox();
    letters.enqueue(
        Letter.to(account, Letter.Kind.RESET_PASSWORD)
            .withSecret(issueChallenge.issue(Purpose.PASSWORD_RESET, account.id(), address)));
    events.append(
        new Event(
            Event.Kind.PASSWORD_RESET_REQUESTED, account.id(), null, null, origin, time.now()));
  }

  /** What a request comes to. */
  public sealed interface Outcome {
    /** A letter is kept for sending. */
    record Sent() implements Outcome {}

    /** There is no such account, or it is disabled, or it has no address. */
    record NoMailbox() implements Outcome {}

    /**
     * A budget is spent; known and unknown names spend alike.
     *
     * @param retryAfter when to try again
     */
    record Throttled(Duration retryAfter) implements Outcome {}
  }
}
