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
}
