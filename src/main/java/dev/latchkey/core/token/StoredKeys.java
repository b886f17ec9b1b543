package dev.latchkey.core.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The port to stored keys that sign tokens. A purpose has a list of them, numbered from 1 upwards;
 * the newest that is announced signs, and all of them verify.
 */
public interface StoredKeys {
  /**
   * How long a new key only verifies, so that every process knows it before the first token under
   * it appears. Processes read the keys many times within it, so that their clocks may be minutes
   * apart.
   */
  Duration ANNOUNCEMENT = Duration.ofMinutes(5);

  /**
   * Lists the keys of a purpose.
   *
   * @param purpose the purpose
   * @return the keys, newest first; empty if there is none yet
   */
  List<StoredKey> of(String purpose);

  /**
   * Keeps a key, unless its position is taken. Of many processes that create the first key of a
   * purpose at once, exactly one succeeds; the others read what it kept.
   *
   * @param key the key
   * @return false, with nothing changed, if the purpose has a key at that position
   */
  boolean insert(StoredKey key);

  /**
   * Removes keys for good: what they signed is refused from then on.
   *
   * @param purpose the purpose
   * @param below those at lower positions
   * @return how many were removed
   */
  int remove(String purpose, int below);

  /**
   * A stored key.
   *
   * @param purpose what it is for, at most 100 characters, such as the name of a contract
   * @param position its place in the list, from 1 upwards
   * @param sealed the key under the master key, base64; bound by its sealing to purpose and
   *     position
   * @param createdAt when it was made
   */
  record StoredKey(String purpose, int position, String sealed, Instant createdAt) {
    /**
     * Checks the position.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public StoredKey {
      if (position < 1) {
        throw new IllegalArgumentException("positions start at 1: " + position);
      }
    }

    /**
     * Says when it begins to sign, if it is not alone.
     *
     * @return the moment, by the clock of whoever made it
     */
    public Instant signsFrom() {
      return createdAt.plus(ANNOUNCEMENT);
    }

    @Override
    public String toString() {
      return "[key " + position + " of " + purpose + "]";
    }
  }
}
