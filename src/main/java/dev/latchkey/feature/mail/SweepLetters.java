package dev.latchkey.feature.mail;

import dev.latchkey.kernel.Time;
import java.lang.System.Logger.Level;
import java.time.Instant;

/**
 * Keeps the outbox small: expired links are blanked, letters that nobody could send are given up,
 * and those whose way ended are removed after a while.
 */
public final class SweepLetters {
  private static final System.Logger LOG = System.getLogger(SweepLetters.class.getName());

  /** What is said of a letter whose link died of age. */
  static final String EXPIRED = "its link expired before it could be sent";

  private final Outbox outbox;
  private final MailSettings settings;
  private final Time time;

  /**
   * Makes one.
   *
   * @param outbox stored letters
   * @param settings for how long letters are tried and listed
   * @param time the clock
   */
  public SweepLetters(Outbox outbox, MailSettings settings, Time time) {
    this.outbox = outbox;
    this.settings = settings;
    this.time = time;
  }

  /**
   * Sweeps one small batch of each kind.
   *
   * @param limit how many letters of a kind at most
   * @return how many were changed or removed; fewer than the limit if there are no more
   */
  public int sweep(int limit) {
    Instant now = time.now();
    String unsent = settings.isSent() ? "there was no time to send it" : "no mail server is set";
    String expired = settings.isSent() ? EXPIRED : "its link expired; no mail server is set";
    int givenUp = outbox.giveUp(now.minus(settings.giveUpAfter()), now, unsent, limit);
    if (givenUp > 0 && settings.isSent()) {
      LOG.log(Level.WARNING, "gave up {0} letters that waited for too long", givenUp);
    }
    return givenUp
        + outbox.expire(now, expired, limit)
        + outbox.remove(now.minus(settings.keep()), limit);
  }
}
