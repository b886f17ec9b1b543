package dev.latchkey.house;

import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that tests move by hand; between moves it runs as the real one does. */
public final class TestClock implements Time {
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final AtomicReference<Duration> stepped = new AtomicReference<>(Duration.ZERO);

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead.get()).plus(stepped.get());
  }

  @Override
  public long nanoTime() {
    return System.nanoTime() + ahead.get().toNanos();
  }

  /** Moves the clock on. */
  public void advance(Duration step) {
    ahead.updateAndGet(sum -> sum.plus(step));
  }

  /** Sets the wall clock, on or back; no time passes by that. */
  public void step(Duration by) {
    stepped.updateAndGet(sum -> sum.plus(by));
  }
}
