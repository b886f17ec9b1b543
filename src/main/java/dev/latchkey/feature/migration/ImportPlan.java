package dev.latchkey.feature.migration;

import dev.latchkey.kernel.RealmName;

/**
 * How accounts are to be imported.
 *
 * @param realm where they go
 * @param source what the old system is called; ids are unique within it
 * @param trustsVerified whether an address that the old system calls proven is proven here
 * @param withRoles whether new accounts get the permissions that the file names
 * @param mergesByName whether a shared name makes two accounts one, even if nothing proves that
 * @param dropsUnusableHashes whether an account whose hash cannot be used comes without a password
 * @param isDry whether to say only what would be done
 */
public record ImportPlan(
    RealmName realm,
    String source,
    boolean trustsVerified,
    boolean withRoles,
    boolean mergesByName,
    boolean dropsUnusableHashes,
    boolean isDry) {

  /** Writes what makes another run of the same file another one. */
  String options() {
    return (trustsVerified ? "trust-verified " : "")
        + (withRoles ? "with-roles " : "")
        + (mergesByName ? "merge-by-name " : "")
        + (dropsUnusableHashes ? "drop-unusable-hashes" : "");
  }
}
