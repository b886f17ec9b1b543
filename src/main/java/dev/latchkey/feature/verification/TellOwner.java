package dev.latchkey.feature.verification;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.core.policy.Budgets;
import dev.latchkey.core.policy.EvenPace;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.util.Optional;

/**
 * Writes to the owner of an address with which somebody wanted to sign up, so that the owner learns
 * that there is an account, and nobody else does.
 */
public final class TellOwner {
  private final Accounts accounts;
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
   * @param letters takes the letter
   * @param budgets bounds on flooding a mailbox
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public TellOwner(
      Accounts accounts,
      Letters letters,
      Budgets budgets,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.letters = letters;
    this.budgets = budgets;
    this.pace = new EvenPace(time);
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Notes it, and writes the letter if there is a mailbox to write to and it was not flooded. As
   * far as the caller can tell it does what keeping a new account and {@link
   * RequestConfirmation#request} do: one commit, and another at an even pace.
   *
   * @param realm among whose accounts
   * @param email the address that is taken
   * @param contract the contract through which somebody wanted it
   * @param origin from where
   */
  public void tell(RealmName realm, Identifier email, String contract, Origin origin) {
    Optional<Account> holder = accounts.findByIdentifier(realm, Namespace.NAME, email.canonical());
    holder.ifPresent(account -> transactions.run(() -> note(account.id(), contract, origin)));
    Optional<Account> owner = holder.filter(Account::isActive).filter(Account::isMailable);
    String subject = realm + "/" + email.canonical();
    if (budgets.letter(subject, origin.address()) instanceof Budgets.Grant.Granted) {
      pace.keep(
          () -> {
            owner.ifPresent(account -> transactions.run(() -> send(account.id(), origin)));
            return true;
          });
    }
  }

  private void note(AccountId holder, String contract, Origin origin) {
    // Of an account that was deleted meanwhile nothing more is recorded.
    if (accounts.lock(holder).isPresent()) {
      events.append(
          new Event(Event.Kind.ADDRESS_WANTED, holder, null, contract, origin, time.now()));
    }
  }

  private void send(AccountId owner, Origin origin) {
    // The account may have another address by now, or be gone.
    accounts
        .lock(owner)
        .filter(Account::isActive)
        .filter(Account::isMailable)
        .map(account -> Letter.to(account, Letter.Kind.ADDRESS_TAKEN))
        .ifPresent(letter -> letters.enqueue(letter.withOrigin(origin, time.now())));
  }
}
