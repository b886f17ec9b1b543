package dev.latchkey.core.signin;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.core.policy.Guesses;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells the owner of an account that it is locked: an event and a letter, once for each lock. */
public final class LockNotice {
  private final Accounts accounts;
  private final Letters letters;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param letters takes the letter
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public LockNotice(
      Accounts accounts, Letters letters, Events events, Transactions transactions, Time time) {
    this.accounts = accounts;
    this.letters = letters;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Tells of a lock, if a failed attempt began or met one of which its owner was not told. An
   * attempt that died in between is made up for by the next. Where there is nobody to tell, the
   * same row is written.
   *
   * @param account whose; null if there is none
   * @param attempt the failed attempt
   * @param contract through which contract; null if through none
   * @param origin from where
   */
  public void tell(
      @Nullable Account account,
      Guesses.Attempt attempt,
      @Nullable String contract,
      Origin origin) {
    if (attempt.mayTell()) {
      transactions.run(() -> write(account, attempt, contract, origin));
    }
  }

  private void write(
      @Nullable Account account,
      Guesses.Attempt attempt,
      @Nullable String contract,
      Origin origin) {
    // Read again: it may have been deleted, disabled or moved to another address meanwhile. Before
    // the counter, as everybody does: else two could wait for each other.
    Account present = account == null ? null : accounts.lock(account.id()).orElse(null);
    Instant until = attempt.tellLock();
    if (until == null || present == null) {
      return;
    }
    Instant now = time.now();
    events.append(new Event(Event.Kind.LOCKED, present.id(), null, contract, origin, now));
    if (present.isActive() && present.isMailable()) {
      letters.enqueue(
          Letter.to(present, Letter.Kind.ACCOUNT_LOCKED)
              .withOrigin(origin, now)
              .with(Letter.Fact.UNTIL, until.toString()));
    }
  }
}
