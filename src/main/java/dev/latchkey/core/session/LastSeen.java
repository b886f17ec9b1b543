package dev.latchkey.core.session;

import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects when sessions were last seen, so that a check costs no write. Somebody calls {@link
 * #flush} every few seconds; what a crash loses is at most that much of "last seen".
 */
public final class LastSeen {
  private static final Duration WORTH_WRITING = Duration.ofSeconds(30);
  private static final int PARTS_OF_IDLE = 20;

  private final Sessions sessions;
  private final Time time;
  private final ConcurrentHashMap<SessionId, Instant> pending = new ConcurrentHashMap<>();

  /** The batch before, since a session that was read before it was written may be in use still. */
  private volatile Map<SessionId, Instant> written = Map.of();

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
   * Notes that a session was seen now, unless it was noted less than half a minute ago, or less
   * than a twentieth of the time that it may go unused, if that is shorter.
   *
   * @param session the session as it was read
   */
  public void note(Session session) {
    Instant now = time.now();
    if (now.isAfter(session.lastSeenAt().plus(worthWriting(session.idleLifetime())))) {
      pending.put(session.id(), now);
    }
  }

  private static Duration worthWriting(@Nullable Duration idle) {
    Duration part = idle == null ? WORTH_WRITING : idle.dividedBy(PARTS_OF_IDLE);
    return part.compareTo(WORTH_WRITING) < 0 ? part : WORTH_WRITING;
  }

  /**
   * Brings a session that was read a while ago up to date.
   *
   * @param session the session as it was read
   * @return the session with the latest moment that this process knows
   */
  public Session latest(Session session) {
    Instant noted = pending.get(session.id());
    Instant at = noted == null ? written.get(session.id()) : noted;
    return at == null ? session : session.seen(at);
  }

  /** Writes what was noted since the last call. What could not be written is noted again. */
  public void flush() {
    Map<SessionId, Instant> batch = new HashMap<>();
    pending.forEach(batch::put);
    if (!batch.isEmpty()) {
      sessions.seen(batch);
    }
    written = batch;
    // Noted again meanwhile, it stays for the next call.
    batch.forEach(pending::remove);
  }
}
