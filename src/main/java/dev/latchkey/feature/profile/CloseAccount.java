package dev.latchkey.feature.profile;

import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.closing.DeleteAccount;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.signin.Proven;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Transactions;

/** Closes an account at its owner's wish, for good. */
public final class CloseAccount {
  private final Accounts accounts;
  private final Sessions sessions;
  private final DeleteAccount deleteAccount;
  private final Transactions transactions;

  /**
   * Makes one.
   *
   * @param accounts stored accounts
   * @param sessions stored sessions
   * @param deleteAccount deletes accounts
   * @param transactions the store's transactions
   */
  public CloseAccount(
      Accounts accounts,
      Sessions sessions,
      DeleteAccount deleteAccount,
      Transactions transactions) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.deleteAccount = deleteAccount;
    this.transactions = transactions;
  }

  /**
   * Ends all sessions and deletes the account with all that is stored about it. What stays is its
   * number in the record of events, which leads to nobody any more.
   *
   * @param proven who asks, proven just before
   * @param origin from where
   * @return false, with nothing changed, if the asking session or the account ended meanwhile
   */
  public boolean close(Proven proven, Origin origin) {
    AccountId id = proven.account().id();
    return transactions.call(
        () ->
            accounts.lock(id).isPresent()
                && sessions.find(proven.session()).filter(one -> one.endedAt() == null).isPresent()
                && deleteAccount.delete(id, origin));
  }
}
