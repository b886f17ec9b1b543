package dev.latchkey.fake;

import dev.latchkey.core.session.Changes;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.SessionId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what {@link Changes} told. */
public final class Heard implements Changes.Listener {
  private final List<SessionId> sessions = new CopyOnWriteArrayList<>();
  private final List<SessionId> changed = new CopyOnWriteArrayList<>();
  private final List<AccountId> accounts = new CopyOnWriteArrayList<>();

  @Override
  public void sessionEnded(SessionId session) {
    sessions.add(session);
  }

  @Override
  public void sessionChanged(SessionId session) {
    changed.add(session);
  }

  @Override
  public void accountChanged(AccountId account) {
    accounts.add(account);
  }

  /** Lists the sessions that ended, in the order in which that was told. */
  public List<SessionId> sessions() {
    return List.copyOf(sessions);
  }

  /** Lists the sessions one of whose tokens was replaced. */
  public List<SessionId> changed() {
    return List.copyOf(changed);
  }

  /** Lists the accounts that changed, in the order in which that was told. */
  public List<AccountId> accounts() {
    return List.copyOf(accounts);
  }
}
