package dev.latchkey.adapter.crypto;

import dev.latchkey.kernel.Time;
import java.time.Instant;

/** The clock of the machine. */
public final class SystemTime implements Time {
  /** Opens the clock. */
  public SystemTime() {}

  @Override
  public Instant instant() {
    return Instant.now();
  }
}
