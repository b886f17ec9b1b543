package dev.latchkey.core.token;

import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Reason;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces a token by a successor, in one atomic step (RFC 9700 4.14). The answer that a network
 * lost can be fetched again: the immediate predecessor gets the current token for a short grace.
 * Whoever shows anything older has a stolen copy, or was stolen from, and the session ends; so a
 * replaced token must stay in the store for as long as its session can last.
 */
public final class RotateToken {
  private final Tokens tokens;
  private final Sessions sessions;
  private final Events events;
  private final Transactions transactions;
  private final Entropy entropy;
  private final Time time;

  /**
   * Makes one.
   *
   * @param tokens stored tokens
   * @param sessions stored sessions
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param entropy where chance comes from
   * @param time the clock
   */
  public RotateToken(
      Tokens tokens,
      Sessions sessions,
      Events events,
      Transactions transactions,
      Entropy entropy,
      Time time) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.events = events;
    this.transactions = transactions;
    this.entropy = entropy;
    this.time = time;
  }

  /**
   * Replaces the token that was shown. The caller has verified any signature; that the token itself
   * is expired is no obstacle, that its session is over is.
   *
   * @param order the form of the successor, of the same kind, and its lifetime
   * @param lookup the look-up form of the token that was shown
   * @param grace for how long the immediate predecessor still gets the current token
   * @param origin from where
   * @return the successor, the current token again, or why not
   */
  public Outcome rotate(SessionPlan.Order order, String lookup, Duration grace, Origin origin) {
    return transactions.call(() -> rotateNow(order, lookup, grace, origin));
  }

  private Outcome rotateNow(SessionPlan.Order order, String lookup, Duration grace, Origin origin) {
    String kind = order.form().kind();
    Instant now = time.now();
    Optional<FoundToken> read = tokens.find(kind, lookup);
    if (read.isEmpty()) {
      return new Outcome.Refused(Reason.FORGED_TOKEN);
    }
    FoundToken found = read.get();
    Session session = found.session();
    if (session.endedAt() != null) {
      return new Outcome.Refused(Reason.ENDED_SESSION);
    }
    if (!found.account().isActive()) {
      return new Outcome.Refused(Reason.DISABLED_ACCOUNT);
    }
    if (session.isExpired(now)) {
      return new Outcome.Refused(Reason.EXPIRED_TOKEN);
    }
    Instant at = later(found.token().issuedAt(), now);
    if (tokens.supersede(kind, lookup, at)) {
      TokenForm.Minted minted = order.form().mint(session, entropy);
      Instant expiresAt = order.expiry(session, now);
      Token successor = new Token(kind, minted.lookup(), session.id(), null, at, expiresAt, null);
      tokens.insert(successor);
      // A client that only rotates is in use, too.
      sessions.seen(Map.of(session.id(), now));
      return new Outcome.Rotated(found, new OpenedSession.Issued(minted.secret(), expiresAt));
    }
    // Read again: a parallel rotation may have superseded it after the first read.
    Optional<FoundToken> again = tokens.find(kind, lookup);
    if (again.isEmpty()) {
      // Or it was deleted with its account, of which nothing more is recorded.
      return new Outcome.Refused(Reason.FORGED_TOKEN);
    }
    Instant supersededAt = again.get().token().supersededAt();
    Optional<Token> current = tokens.current(kind, session.id());
    // A successor is issued in the step that supersedes, and later than its predecessor was, so
    // equal moments mark the immediate predecessor.
    if (supersededAt != null
        && current.isPresent()
        && current.get().issuedAt().equals(supersededAt)
        && now.isBefore(supersededAt.plus(grace))) {
      return new Outcome.Rotated(
          found, new OpenedSession.Issued(current.get().lookup(), current.get().expiresAt()));
    }
    if (!sessions.end(session.id(), now)) {
      // Somebody else ended it since the first read.
      return new Outcome.Refused(Reason.ENDED_SESSION);
    }
    events.append(
        new Event(
            Event.Kind.SESSION_ENDED,
            session.account(),
            session.id(),
            session.contract(),
            origin,
            now));
    return new Outcome.Misused(found);
  }

  /**
   * Two rotations within a millisecond, or by a clock that was set back, have moments of their own.
   */
  private static Instant later(Instant issuedAt, Instant now) {
    Instant earliest = issuedAt.plusMillis(1);
    return now.isBefore(earliest) ? earliest : now;
  }

  /** What a rotation comes to. */
  public sealed interface Outcome {
    /**
     * There is a current token, new or fetched again.
     *
     * @param found what the presented token led to
     * @param current the token to use from now on
     */
    record Rotated(FoundToken found, OpenedSession.Issued current) implements Outcome {}

    /**
     * An old token was shown; its session has been ended.
     *
     * @param found what the presented token led to
     */
    record Misused(FoundToken found) implements Outcome {}

    /**
     * There is nothing to rotate.
     *
     * @param reason why
     */
    record Refused(Reason reason) implements Outcome {}
  }
}
