package dev.latchkey.core.session;

import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.SessionId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells this process what other parts must stop believing: sessions that ended or changed and
 * accounts that changed. Stores publish after commit; the reader of the feed publishes what other
 * processes did, so one ending may be told more than once. Safe for use by many threads.
 */
public final class Changes {
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /**
   * Adds a listener, for good.
   *
   * @param listener who wants to know
   */
  public void subscribe(Listener listener) {
    listeners.add(listener);
  }

  /**
   * Tells that a session ended.
   *
   * @param session its number
   */
  public void sessionEnded(SessionId session) {
    listeners.forEach(one -> one.sessionEnded(session));
  }

  /**
   * Tells that what was known of a session may be wrong: one of its tokens was replaced, or nobody
   * knows whether its end was kept.
   *
   * @param session its number
   */
  public void sessionChanged(SessionId session) {
    listeners.forEach(one -> one.sessionChanged(session));
  }

  /**
   * Tells that an account changed or is gone.
   *
   * @param account its number
   */
  public void accountChanged(AccountId account) {
    listeners.forEach(one -> one.accountChanged(account));
  }

  /** Who wants to know. Methods return at once and do not throw. */
  public interface Listener {
    /**
     * A session ended.
     *
     * @param session its number
     */
    void sessionEnded(SessionId session);

    /**
     * What was known of a session may be wrong; it need not have ended.
     *
     * @param session its number
     */
    default void sessionChanged(SessionId session) {}

    /**
     * An account changed or is gone.
     *
     * @param account its number
     */
    default void accountChanged(AccountId account) {}
  }
}
