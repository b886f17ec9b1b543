package dev.latchkey.core.session;

import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Collects when sessions were last seen, so that a check costs no write. Somebody calls {@link
 * #flush} every few seconds; what a crash loses is at most that much of "last seen".
 */
public final class LastSeen {
  private static final Duration WORTH_WRITING = Duration.ofSeconds(30);

  private final Sessions sessions;
  private final Time time;
  private final ConcurrentHashMap<SessionId, Instant> pending = new ConcurrentHashMap<>();

  /**
   * Makes one.
   *
   * @param sessions where it is kept
   * @param time the clock
   */
  public LastSeen(Sessions sessions, Time time) {
    this.sessions = sessions;
    this.time = time;
  }

  /**
   * Notes that a session was seen now, unless it was noted less than half a minute ago.
   *
   * @param session the session as it was read
   */
  public void note(Session session) {
    Instant now = time.now();
    if (now.isAfter(session.lastSeenAt().plus(WORTH_WRITING))) {
      pending.put(session.id(), now);
    }
  }

  /** Writes what was noted since the last call. What could not be written is noted again. */
  public void flush() {
    Map<SessionId, Instant> batch = new HashMap<>();
    for (SessionId id : pending.keySet()) {
      Instant at = pending.remove(id);
      if (at != null) {
        batch.put(id, at);
      }
    }
    if (batch.isEmpty()) {
      return;
    }
    try {
      sessions.seen(batch);
    } catch (RuntimeException e) {
      batch.forEach(pending::putIfAbsent);
      throw e;
    }
  }
}
