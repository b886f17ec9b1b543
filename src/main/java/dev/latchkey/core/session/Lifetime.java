package dev.latchkey.core.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a session lives.
 *
 * @param idle how long it may go unused; null for ever
 * @param absolute how long it may last at all; null for ever
 */
public record Lifetime(@Nullable Duration idle, @Nullable Duration absolute) {
  /** Until it is ended. */
  public static final Lifetime UNBOUNDED = new Lifetime(null, null);

  /**
   * Shortens this to what another allows.
   *
   * @param other the other one
   * @return of either bound the shorter one
   */
  public Lifetime within(Lifetime other) {
    return new Lifetime(shorter(idle, other.idle), shorter(absolute, other.absolute));
  }

  private static @Nullable Duration shorter(@Nullable Duration one, @Nullable Duration other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }
}
