package dev.latchkey.core.credential;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Marks weak passwords that were let through, so that somebody can ask their owners for others. */
public final class FlagPassword {
  private final PasswordPolicy policy;
  private final Credentials credentials;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param policy judges
   * @param credentials stored password hashes
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public FlagPassword(
      PasswordPolicy policy,
      Credentials credentials,
      Events events,
      Transactions transactions,
      Time time) {
    this.policy = policy;
    this.credentials = credentials;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Judges the password of an account, and marks it and records that if it is weak and was not
   * marked so before. Writes nothing for a good password.
   *
   * @param account whose
   * @param password the password, just set or just proven
   * @param hash its hash as stored
   * @param contract through which contract; null if that is not known
   * @param origin from where
   */
  public void flag(
      Account account, Password password, String hash, @Nullable String contract, Origin origin) {
    Optional<Weakness> weakness = policy.weakness(account.realm(), password, OwnWords.of(account));
    if (weakness.isEmpty()
        || credentials.weakness(account.id()).equals(weakness.map(Weakness::kind))) {
      return;
    }
    transactions.run(
        () -> {
          if (credentials.flag(account.id(), hash, weakness.get().kind())) {
            events.append(
                new Event(
                    Event.Kind.PASSWORD_WEAK, account.id(), null, contract, origin, time.now()));
          }
        });
  }
}
