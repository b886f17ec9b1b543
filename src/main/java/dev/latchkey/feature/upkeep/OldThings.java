package dev.latchkey.feature.upkeep;

import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.policy.Guesses;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.token.Tokens;
import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What has had its time, and when it may go:
 *
 * <ul>
 *   <li>a session that ended or expired, with its tokens, as long ago as the settings say;
 *   <li>a replaced token, a day after the last moment of its session. Until then it is kept however
 *       old it is, since whoever shows it must end the session ({@link
 *       dev.latchkey.core.token.RotateToken}); in a session without a last moment it goes with
 *       that;
 *   <li>a mailed link a week after it expired, used or not, so that it still says so for a while;
 *   <li>an entry of the feed of endings after a day, long after the last node has read it;
 *   <li>an event as old as the settings say;
 *   <li>the reservation of an address that was given up, when its time is over;
 *   <li>counters of failed attempts and known networks that say nothing any more.
 * </ul>
 */
public final class OldThings {
  static final Duration KEEP_REPLACED_TOKENS = Duration.ofDays(1);
  static final Duration KEEP_LINKS = Duration.ofDays(7);
  static final Duration KEEP_ENDINGS = Duration.ofDays(1);

  private final Accounts accounts;
  private final Sessions sessions;
  private final Tokens tokens;
  private final Challenges challenges;
  private final Events events;
  private final Guesses guesses;
  private final UpkeepSettings settings;
  private final Time time;

  /**
   * Makes it.
   *
   * @param accounts stored accounts
   * @param sessions stored sessions
   * @param tokens stored tokens
   * @param challenges stored challenges
   * @param events the record of what happened
   * @param guesses failed attempts and known networks
   * @param settings for how long things are kept
   * @param time the clock
   */
  public OldThings(
      Accounts accounts,
      Sessions sessions,
      Tokens tokens,
      Challenges challenges,
      Events events,
      Guesses guesses,
      UpkeepSettings settings,
      Time time) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.tokens = tokens;
    this.challenges = challenges;
    this.events = events;
    this.guesses = guesses;
    this.settings = settings;
    this.time = time;
  }

  /**
   * Gives the removal of each kind.
   *
   * @return the chores
   */
  public List<Chore> chores() {
    return List.of(
        new Chore("sessions", limit -> sessions.forget(before(settings.keepSessions()), limit)),
        new Chore("tokens", limit -> tokens.forget(before(KEEP_REPLACED_TOKENS), limit)),
        new Chore("challenges", limit -> challenges.forget(before(KEEP_LINKS), limit)),
        new Chore("endings", limit -> sessions.forgetEndings(before(KEEP_ENDINGS), limit)),
        new Chore("holds", limit -> accounts.forgetHolds(time.now(), limit)),
        new Chore("events", limit -> events.forget(before(settings.keepEvents()), limit)),
        new Chore("counters", guesses::forgetCounters),
        new Chore("networks", guesses::forgetNetworks));
  }

  private Instant before(Duration kept) {
    return time.now().minus(kept);
  }
}
