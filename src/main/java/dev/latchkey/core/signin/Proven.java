package dev.latchkey.core.signin;

import dev.latchkey.core.account.Account;
import dev.latchkey.kernel.SessionId;

/**
 * Says that whoever holds a session has just proven the account again. Only {@link Reprove} makes
 * one, so an operation that takes it cannot be reached without (ASVS 7.5.1). It lives for one
 * request and is never stored.
 */
public final class Proven {
  private final Account account;
  private final SessionId session;

  Proven(Account account, SessionId session) {
    this.account = account;
    this.session = session;
  }

  /**
   * Names the account.
   *
   * @return the account, as it was read before the proof
   */
  public Account account() {
    return account;
  }

  /**
   * Names the session that asks.
   *
   * @return its number; it may have ended meanwhile
   */
  public SessionId session() {
    return session;
  }
}
