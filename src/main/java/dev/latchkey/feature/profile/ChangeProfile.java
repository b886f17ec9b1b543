package dev.latchkey.feature.profile;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.closing.ChangeAddress;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.policy.Budgets;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes the profile, and the address if another is wanted: both or neither. */
public final class ChangeProfile {
  private final Accounts accounts;
  private final Sessions sessions;
  private final ChangeAddress changeAddress;
  private final Budgets budgets;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param sessions stored sessions
   * @param changeAddress changes the address with all that hangs on it
   * @param budgets bounds on flooding a mailbox
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public ChangeProfile(
      Accounts accounts,
      Sessions sessions,
      ChangeAddress changeAddress,
      Budgets budgets,
      Events events,
      Transactions transactions,
      Time time) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.changeAddress = changeAddress;
    this.budgets = budgets;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Changes what is known. A new address is unconfirmed and gets a link to confirm it; every link
   * that was mailed to the old one dies, and the old one gets a link to take the change back.
   *
   * @param account whose; it was checked through the session
   * @param session the session that asks
   * @param profile makes the new profile from the present one; may be called more than once, with
   *     what others have changed meanwhile
   * @param email the address to have; null to keep the present one
   * @param origin from where
   * @return the account as it is now, or why nothing was changed
   */
  public Outcome change(
      Account account,
      Session session,
      UnaryOperator<Profile> profile,
      @Nullable Identifier email,
      Origin origin) {
    if (isNew(account, email)
        && budgets.letter(account.id().toString(), origin.address())
            instanceof Budgets.Grant.Spent spent) {
      return new Outcome.Throttled(spent.retryAfter());
    }
    try {
      return transactions.call(() -> keep(account, session, profile, email, origin));
    } catch (TakenSignal taken) {
      return new Outcome.EmailTaken();
    }
  }

  private static boolean isNew(Account account, @Nullable Identifier email) {
    return email != null && !email.display().equals(account.email());
  }

  private Outcome keep(
      Account account,
      Session session,
      UnaryOperator<Profile> profile,
      @Nullable Identifier email,
      Origin origin) {
    Instant now = time.now();
    Optional<Account> present = accounts.lock(account.id());
    // It may have been ended since it was checked; its owner must not find the address gone then.
    if (present.isEmpty()
        || sessions.find(session.id()).filter(one -> one.endedAt() == null).isEmpty()) {
      return new Outcome.Gone();
    }
    // Judged by what is stored now: the account was read when the session was checked.
    if (email != null && isNew(present.get(), email)) {
      try {
        changeAddress.toUnproven(present.get(), email, origin);
      } catch (IdentifierTaken taken) {
        throw new TakenSignal();
      }
      append(Event.Kind.EMAIL_CHANGED, account, session, origin, now);
    }
    Profile wanted = profile.apply(present.get().profile());
    if (!wanted.equals(present.get().profile())) {
      accounts.changeProfile(account.id(), wanted, now);
      append(Event.Kind.PROFILE_CHANGED, account, session, origin, now);
    }
    Optional<Account> changed = accounts.find(account.id());
    return changed.isEmpty() ? new Outcome.Gone() : new Outcome.Changed(changed.get());
  }

  private void append(
      Event.Kind kind, Account account, Session session, Origin origin, Instant now) {
    events.append(new Event(kind, account.id(), session.id(), session.contract(), origin, now));
  }

  /** What a change comes to. */
  public sealed interface Outcome {
    /**
     * Changed.
     *
     * @param account as it is now
     */
    record Changed(Account account) implements Outcome {}

    /** The address belongs to another account. */
    record EmailTaken() implements Outcome {}

    /**
     * Too many changes of the address: each of them mails letters.
     *
     * @param retryAfter when to try again
     */
    record Throttled(Duration retryAfter) implements Outcome {}

    /** The session was ended meanwhile, or the account deleted. */
    record Gone() implements Outcome {}
  }

  /** Carries the answer out of the transaction, so that it rolls back. */
  private static final class TakenSignal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TakenSignal() {
      super("taken", null, false, false);
    }
  }
}
