package dev.latchkey.core.closing;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.challenge.IssueChallenge;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Time;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Changes the address of an account, with all that hangs on it: links that were mailed to the old
 * one die, and whoever reads its mail learns of the change and may take it back.
 */
public final class ChangeAddress {
  private static final List<Purpose> ENDED =
      List.of(Purpose.PASSWORD_RESET, Purpose.EMAIL_CONFIRMATION, Purpose.EMAIL_CHANGE);

  private final Accounts accounts;
  private final Challenges challenges;
  private final IssueChallenge issueChallenge;
  private final ProveAddress proveAddress;
  private final Letters letters;
  private final Time time;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param challenges stored challenges
   * @param issueChallenge makes the secrets of links
   * @param proveAddress notes that an address is proven
   * @param letters takes the letters
   * @param time the clock
   */
  public ChangeAddress(
      Accounts accounts,
      Challenges challenges,
      IssueChallenge issueChallenge,
      ProveAddress proveAddress,
      Letters letters,
      Time time) {
    this.accounts = accounts;
    this.challenges = challenges;
    this.issueChallenge = issueChallenge;
    this.proveAddress = proveAddress;
    this.letters = letters;
    this.time = time;
  }

  /**
   * Changes the address to one that nobody has proven yet. The new address gets a link to confirm
   * it, the old one a link to take the change back. Must run in a transaction.
   *
   * @param account as it is now
   * @param email the address to have
   * @param origin from where
   * @throws IdentifierTaken if it belongs to another account; the transaction must be given up
   */
  public void toUnproven(Account account, Identifier email, Origin origin) throws IdentifierTaken {
    Optional<Account> changed = exchange(account, email);
    if (changed.isEmpty()) {
      return;
    }
    tellOld(account, email, true, origin);
    Account now = changed.get();
    if (now.isMailable()) {
      letters.enqueue(
          Letter.to(now, Letter.Kind.CONFIRM_EMAIL)
              .withSecret(
                  issueChallenge.issue(Purpose.EMAIL_CONFIRMATION, now.id(), now.mailbox())));
    }
  }

  /**
   * Changes the address to one that has just been proven by a mailed link. The new address learns
   * that it is done. The old one gets a link to take that back if it had been proven: what was
   * never proven does not stand against what is. Must run in a transaction.
   *
   * @param account as it is now
   * @param email the address to have
   * @param origin from where
   * @throws IdentifierTaken if it belongs to another account; the transaction must be given up
   */
  public void toProven(Account account, Identifier email, Origin origin) throws IdentifierTaken {
    Optional<Account> changed = exchange(account, email);
    if (changed.isEmpty()) {
      return;
    }
    tellOld(account, email, account.emailConfirmedAt() != null, origin);
    proveAddress.prove(account.id(), email.display(), origin);
    letters.enqueue(
        told(Letter.to(account, email.display(), Letter.Kind.EMAIL_CHANGED), email, origin));
  }

  private Optional<Account> exchange(Account account, Identifier email) throws IdentifierTaken {
    Instant now = time.now();
    if (!accounts.changeEmail(account.id(), email, now)) {
      return Optional.empty();
    }
    if (account.email() != null && account.emailConfirmedAt() != null) {
      Instant until = now.plus(Purpose.EMAIL_UNDO.lifetime());
      Identifier.email(account.email())
          .ifPresent(old -> accounts.hold(account.id(), account.realm(), old, until));
    }
    for (Purpose purpose : ENDED) {
      challenges.cancelAll(account.id(), purpose, now);
    }
    return accounts.find(account.id());
  }

  private void tellOld(Account account, Identifier email, boolean withLink, Origin origin) {
    if (!account.isMailable()) {
      return;
    }
    Letter letter = told(Letter.to(account, Letter.Kind.EMAIL_CHANGED), email, origin);
    boolean isProven = account.emailConfirmedAt() != null;
    letters.enqueue(
        withLink
            ? letter.withSecret(
                issueChallenge.issue(Purpose.EMAIL_UNDO, account.id(), account.mailbox(), isProven))
            : letter);
  }

  private Letter told(Letter letter, Identifier email, Origin origin) {
    return letter.with(Letter.Fact.NEW_EMAIL, email.display()).withOrigin(origin, time.now());
  }
}
