package dev.latchkey.feature.migration;

import dev.latchkey.feature.migration.Person.Place;
import dev.latchkey.kernel.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * What one entry of an export came to.
 *
 * @param place where it is in the file
 * @param id what the old system called the account; null if that is not known
 * @param outcome what it came to
 * @param account the account here; null if it was refused, or if its number is not known beforehand
 * @param reason why it was refused; null if it was not
 * @param detail what else there is to say, without what a person typed; null for nothing
 */
public record Result(
    Place place,
    @Nullable String id,
    Outcome outcome,
    @Nullable AccountId account,
    @Nullable Refusal reason,
    @Nullable String detail) {

  static Result refused(Place place, @Nullable String id, Refusal reason, String detail) {
    return new Result(place, id, Outcome.REFUSED, null, reason, detail);
  }

  /** What an entry can come to. */
  public enum Outcome {
    /** An account was made. */
    CREATED,
    /** An account that was here was given what it lacked. */
    MERGED,
    /** The account is here and lacks nothing. */
    UNCHANGED,
    /** Nothing was done. */
    REFUSED
  }
}
