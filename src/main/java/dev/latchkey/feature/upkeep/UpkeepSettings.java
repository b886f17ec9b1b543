package dev.latchkey.feature.upkeep;

import java.time.Duration;

/**
 * For how long what is over is kept.
 *
 * @param keepSessions sessions that ended or expired, with their tokens; at least an hour, which is
 *     far longer than "last seen" may lag behind
 * @param keepEvents the record of what happened; at least a day
 * @param keepDoorUses how much each door of the contracts was used; at least a day
 */
public record UpkeepSettings(Duration keepSessions, Duration keepEvents, Duration keepDoorUses) {
  /** What holds unless it is set. */
  public static final UpkeepSettings DEFAULT =
      new UpkeepSettings(Duration.ofDays(30), Duration.ofDays(400), Duration.ofDays(90));

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if one is too short
   */
  public UpkeepSettings {
    if (keepSessions.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException("keepSessions must be at least 1h");
    }
    if (keepEvents.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("keepEvents must be at least 1d");
    }
    if (keepDoorUses.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("keepDoorUses must be at least 1d");
    }
  }
}
