package dev.latchkey.feature.usage;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How much a door was used on a day.
 *
 * @param day the day, in UTC
 * @param door which
 * @param used requests that were not refused by HTTP
 * @param refused requests that were
 * @param lastAt when it was last used, to the minute; null if all were refused
 */
public record DoorUse(
    LocalDate day, Door door, long used, long refused, @Nullable Instant lastAt) {}
