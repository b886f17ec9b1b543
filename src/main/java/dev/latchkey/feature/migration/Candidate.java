package dev.latchkey.feature.migration;

import dev.latchkey.core.account.NewAccount;
import dev.latchkey.feature.migration.Arrivals.Name;
import dev.latchkey.feature.migration.Person.Place;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person of an export whom nothing speaks against but, perhaps, those who are here already.
 *
 * @param place where in the file
 * @param id what the old system called the account; made of its first name if it had no id
 * @param hasId whether the old system had an id for it
 * @param number the number it had there; 0 if it had none that could be kept
 * @param account its names and what it says of itself
 * @param emailProvenAt when its address was proven; null if it is not
 * @param createdAt when it was made
 * @param isDisabled whether it may not sign in
 * @param permissions what it may do, if it is new here
 * @param passwordHash the stored form of its hash; null for none
 */
public record Candidate(
    Place place,
    String id,
    boolean hasId,
    int number,
    NewAccount account,
    @Nullable Instant emailProvenAt,
    Instant createdAt,
    boolean isDisabled,
    Set<String> permissions,
    @Nullable String passwordHash) {
  /** Copies the permissions. */
  public Candidate {
    permissions = Set.copyOf(permissions);
  }

  /**
   * Lists its names.
   *
   * @return what has to be unique
   */
  public List<Name> names() {
    return account.identifiers().stream().map(Name::of).toList();
  }

  /** Gives the id to report. */
  @Nullable String reportedId() {
    return hasId ? id : null;
  }
}
