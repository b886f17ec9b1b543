package dev.latchkey.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it. Safe for use by many threads. */
public final class MovedTime implements Time {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong stepped = new AtomicLong();

  @Override
  public Instant instant() {
    return START.plusNanos(nanos.get()).plusNanos(stepped.get());
  }

  @Override
  public long nanoTime() {
    // Close to the overflow, as the real one may be.
    return Long.MAX_VALUE - 1_000_000_000L + nanos.get();
  }

  /**
   * Lets time pass.
   *
   * @param by how much
   */
  public void move(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  /**
   * Sets the wall clock, on or back; no time passes by that.
   *
   * @param by how far
   */
  public void step(Duration by) {
    stepped.addAndGet(by.toNanos());
  }
}
