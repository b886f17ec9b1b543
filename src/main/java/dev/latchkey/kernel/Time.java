package dev.latchkey.kernel;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The port to the clock. Tests move it by hand. */
@FunctionalInterface
public interface Time {
  /**
   * Reads the wall clock.
   *
   * @return the moment, with whatever precision the clock has
   */
  Instant instant();

  /**
   * Reads the wall clock as it is stored and shown.
   *
   * @return the moment, cut to milliseconds
   */
  default Instant now() {
    return instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Reads a clock that never jumps; only differences mean anything.
   *
   * @return nanoseconds from an arbitrary origin
   */
  default long nanoTime() {
    return System.nanoTime();
  }
}
