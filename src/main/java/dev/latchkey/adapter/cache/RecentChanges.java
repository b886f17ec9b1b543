package dev.latchkey.adapter.cache;

import dev.latchkey.core.session.Changes;
import dev.latchkey.core.token.FoundToken;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The sessions and accounts that changed lately. Changes are numbered; a reading that began before
 * a change of its session or account was told of is outdated, whether it was kept already or is
 * still on its way.
 */
final class RecentChanges implements Changes.Listener {
  /** Whatever was read before is too old to be believed by then. */
  private static final long KEPT_NANOS = Duration.ofSeconds(2).toNanos();

  /** More than one change adds. */
  private static final int FORGOTTEN_AT_ONCE = 4;

  private final AtomicLong lastVersion = new AtomicLong();
  private final ConcurrentHashMap<Object, Change> byNumber = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Change> inOrder = new ConcurrentLinkedQueue<>();
  private final Time time;

  RecentChanges(Time time) {
    this.time = time;
  }

  /** The number of the last change. */
  long version() {
    return lastVersion.get();
  }

  /** Says whether a change was told of after a reading began. */
  boolean outdate(Reading reading) {
    if (reading.found().isEmpty()) {
      return false;
    }
    FoundToken found = reading.found().get();
    return isAfter(byNumber.get(found.session().id()), reading)
        || isAfter(byNumber.get(found.account().id()), reading);
  }

  private static boolean isAfter(@Nullable Change change, Reading reading) {
    return change != null && change.version() > reading.version();
  }

  @Override
  public void sessionEnded(SessionId session) {
    note(session);
  }

  @Override
  public void sessionChanged(SessionId session) {
    note(session);
  }

  @Override
  public void accountChanged(AccountId account) {
    note(account);
  }

  /** Says how many are remembered. */
  int size() {
    return byNumber.size();
  }

  private void note(Object number) {
    long now = time.nanoTime();
    Change change = new Change(number, lastVersion.incrementAndGet(), now);
    // Of two at once the later number must stay.
    byNumber.merge(number, change, (one, other) -> one.version() > other.version() ? one : other);
    inOrder.add(change);
    forget(now);
  }

  private void forget(long now) {
    for (int i = 0; i < FORGOTTEN_AT_ONCE; i++) {
      Change eldest = inOrder.peek();
      if (eldest == null || now - eldest.at() <= KEPT_NANOS || !inOrder.remove(eldest)) {
        return;
      }
      byNumber.remove(eldest.number(), eldest);
    }
  }

  private record Change(Object number, long version, long at) {}
}
