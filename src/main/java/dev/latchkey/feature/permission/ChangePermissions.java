package dev.latchkey.feature.permission;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gives an account a permission or takes it away. Live sessions stay: a permission is asked for at
 * sign-in.
 */
public final class ChangePermissions {
  private static final Set<String> BUILT_IN = Set.of("*", "user", "guest");
  private static final Pattern WORD = Pattern.compile("[\\x21-\\x7e]{1,100}");

  private final Accounts accounts;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public ChangePermissions(Accounts accounts, Events events, Transactions transactions, Time time) {
    this.accounts = accounts;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Gives a permission.
   *
   * @param id to whom
   * @param permission the word: 1 to 100 printable ASCII characters without spaces
   * @param origin from where
   * @return changed, also if it was held already, or why not
   */
  public Outcome permit(AccountId id, String permission, Origin origin) {
    return change(id, permission, true, origin);
  }

  /**
   * Takes a permission away.
   *
   * @param id from whom
   * @param permission the word
   * @param origin from where
   * @return changed, also if it was not held, or why not
   */
  public Outcome forbid(AccountId id, String permission, Origin origin) {
    return change(id, permission, false, origin);
  }

  private Outcome change(AccountId id, String permission, boolean held, Origin origin) {
    if (BUILT_IN.contains(permission)) {
      return new Outcome.BuiltIn();
    }
    if (!WORD.matcher(permission).matches()) {
      return new Outcome.NoWord();
    }
    return transactions.call(
        () -> {
          Optional<Account> account = accounts.lock(id);
          if (account.isEmpty()) {
            return new Outcome.Gone();
          }
          Set<String> permissions = new HashSet<>(account.get().permissions());
          boolean isNew = held ? permissions.add(permission) : permissions.remove(permission);
          if (isNew) {
            Instant now = time.now();
            accounts.changePermissions(id, permissions, now);
            events.append(new Event(Event.Kind.PERMISSIONS_CHANGED, id, null, null, origin, now));
          }
          return accounts.find(id).<Outcome>map(Outcome.Changed::new).orElseGet(Outcome.Gone::new);
        });
  }

  /** What a change comes to. */
  public sealed interface Outcome {
    /**
     * The account holds what it should.
     *
     * @param account the account as it is now
     */
    record Changed(Account account) implements Outcome {}

    /** The permission is built in: everybody or nobody holds it. */
    record BuiltIn() implements Outcome {}

    /** The text is no permission. */
    record NoWord() implements Outcome {}

    /** There is no such account. */
    record Gone() implements Outcome {}
  }
}
