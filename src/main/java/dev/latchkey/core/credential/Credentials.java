package dev.latchkey.core.credential;

import dev.latchkey.kernel.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The port to stored password hashes: at most one for each account. */
public interface Credentials {
  /**
   * Reads the hash.
   *
   * @param account whose
   * @return the encoded hash, in PHC string format or as {@link ForeignHashes} wrote it; empty if
   *     the account has no password
   */
  Optional<String> passwordHash(AccountId account);

  /**
   * Reads how the password was marked.
   *
   * @param account whose
   * @return why it is weak; empty if it is not marked
   */
  Optional<Weakness.Kind> weakness(AccountId account);

  /**
   * Marks the password as weak.
   *
   * @param account whose
   * @param hash the hash of the password that was judged
   * @param kind why
   * @return false, with nothing changed, if the present hash is another one by now
   */
  boolean flag(AccountId account, String hash, Weakness.Kind kind);

  /**
   * Sets the hash, new or instead of the present one, without any mark.
   *
   * @param account whose
   * @param hash the encoded hash
   * @param at when
   */
  void setPasswordHash(AccountId account, String hash, Instant at);

  /**
   * Replaces the hash by one of the same password at a new cost.
   *
   * @param account whose
   * @param present the hash that was verified
   * @param upgraded the new one
   * @param at when
   * @return false, with nothing changed, if the present hash is another one by now
   */
  boolean upgradePasswordHash(AccountId account, String present, String upgraded, Instant at);

  /**
   * Counts the hashes of each kind. It reads all of them.
   *
   * @return the most frequent kind first
   */
  List<HashKind> kinds();

  /**
   * Hashes that were made in the same way.
   *
   * @param family which, such as {@code argon2id} or {@code bcrypt}
   * @param cost at which cost, as the family writes it
   * @param accounts how many accounts have one
   * @param sample one of them
   */
  record HashKind(String family, String cost, long accounts, String sample) {
    /** Does not show the sample. */
    @Override
    public String toString() {
      return "HashKind[" + family + ", " + cost + ", " + accounts + "]";
    }
  }
}
