package dev.latchkey.core.token;

import java.time.Instant;
import java.util.List;

/**
 * The port to stored keys that sign tokens. A purpose has a list of them, numbered from 1 upwards;
 * the one with the highest position signs, and those before it only verify.
 */
public interface StoredKeys {
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

    @Override
    public String toString() {
      return "[key " + position + " of " + purpose + "]";
    }
  }
}
