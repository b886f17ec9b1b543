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

  /** So many letters at once; other work gets its turn between two batches. */
  private static final int BATCH = 200;

  private static final int MOST_BATCHES = 50;

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

  /** Sweeps, in small batches. */
  public void sweep() {
    Instant now = time.now();
    String unsent = settings.isSent() ? "there was no time to send it" : "no mail server is set";
    String expired = settings.isSent() ? EXPIRED : "its link expired; no mail server is set";
    int changed = BATCH;
    for (int batch = 0; batch < MOST_BATCHES && changed >= BATCH; batch++) {
      int givenUp = outbox.giveUp(now.minus(settings.giveUpAfter()), now, unsent, BATCH);
      if (givenUp > 0 && settings.isSent()) {
        LOG.log(Level.WARNING, "gave up {0} letters that waited for too long", givenUp);
      }
      changed =
          givenUp
              + outbox.expire(now, expired, BATCH)
              + outbox.remove(now.minus(settings.keep()), BATCH);
    }
  }
}
