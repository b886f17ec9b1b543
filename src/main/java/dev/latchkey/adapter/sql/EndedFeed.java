package dev.latchkey.adapter.sql;

import dev.latchkey.core.session.Changes;
import dev.latchkey.core.session.Sessions.Ended;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells this process which sessions other processes on the same store have ended. Somebody calls
 * {@link #read} a few times a second; {@link #silence} says for how long the store has not
 * answered, so that checks can fail closed.
 */
public final class EndedFeed {
  /**
   * An ending is stamped before it is committed, and clocks differ a little, so the last seconds
   * are read again each time.
   */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  private static final int PAGE = 1_000;
  private static final int MOST_REMEMBERED = 100_000;

  private final SessionsTable sessions;
  private final Changes changes;
  private final Time time;
  private final Map<SessionId, Instant> told = new HashMap<>();
  private Instant readAt;
  private volatile long answeredNanos;

  EndedFeed(SessionsTable sessions, Changes changes, Time time) {
    this.sessions = sessions;
    this.changes = changes;
    this.time = time;
    this.readAt = time.now();
    this.answeredNanos = time.nanoTime();
  }

  /**
   * Reads what has ended since the last call and publishes each ending, as a rule once. Whatever
   * time has passed since the last successful call, nothing is left out. One caller at a time gets
   * in, the others wait.
   *
   * @throws dev.latchkey.kernel.StoreUnavailable if the store does not answer; the next call makes
   *     up for it
   */
  public synchronized void read() {
    long nanos = time.nanoTime();
    Instant now = time.now();
    // A clock that was set back must not skip what came before it was.
    Instant since = (now.isBefore(readAt) ? now : readAt).minus(OVERLAP);
    Instant from = since;
    long after = 0;
    List<Ended> page;
    do {
      page = sessions.endings(from, after, PAGE);
      page.forEach(this::tell);
      if (!page.isEmpty()) {
        from = page.getLast().at();
        after = page.getLast().session().value();
      }
    } while (page.size() == PAGE);
    answeredNanos = nanos;
    readAt = now;
    told.values().removeIf(at -> at.isBefore(since));
  }

  private void tell(Ended ended) {
    if (told.size() >= MOST_REMEMBERED) {
      // Telling again does no harm; running out of memory would.
      told.clear();
    }
    if (told.put(ended.session(), ended.at()) == null) {
      changes.sessionEnded(ended.session());
    }
  }

  /**
   * Says for how long the store has not answered.
   *
   * @return the time since the last successful {@link #read} began; counted from the opening of the
   *     store before the first
   */
  public Duration silence() {
    return Duration.ofNanos(time.nanoTime() - answeredNanos);
  }
}
