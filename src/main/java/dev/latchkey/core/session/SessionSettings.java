package dev.latchkey.core.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of one realm may do, whatever the contract that opens them: the shorter of this
 * and the contract's own lifetime holds.
 *
 * @param idle how long one may go unused; null for as long as the contract says
 * @param absolute how long one may last at all; null for as long as the contract says
 * @param limit how many an account may have at once; null for any number. One more ends the one
 *     that was not seen for the longest time
 * @param notices whether the owner is written to when somebody signs in from a new device
 */
public record SessionSettings(
    @Nullable Duration idle,
    @Nullable Duration absolute,
    @Nullable Integer limit,
    boolean notices) {
  /** What holds unless it is set. */
  public static final SessionSettings DEFAULT = new SessionSettings(null, null, null, true);

  /**
   * Gives the bounds in time.
   *
   * @return idle and absolute
   */
  public Lifetime lifetime() {
    return new Lifetime(idle, absolute);
  }

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a figure is not positive
   */
  public SessionSettings {
    if ((idle != null && !idle.isPositive())
        || (absolute != null && !absolute.isPositive())
        || (limit != null && limit < 1)) {
      throw new IllegalArgumentException("idle, absolute and limit must be more than 0");
    }
  }
}
