package dev.latchkey.adapter.crypto;

import dev.latchkey.core.credential.HasherBusy;

/** The computation of Argon2 (RFC 9106). Safe for use by many threads; each call holds one. */
interface Argon2 {
  /**
   * Computes an Argon2id hash in one lane.
   *
   * @param password the password
   * @param salt 16 bytes
   * @param memoryKib memory in KiB
   * @param passes passes over it
   * @return 32 bytes
   * @throws HasherBusy if there was no memory for it
   */
  byte[] hash(byte[] password, byte[] salt, int memoryKib, int passes) throws HasherBusy;

  /**
   * Computes a hash again and compares in constant time.
   *
   * @param password the password
   * @param phc the hash, of bearable cost
   * @return whether they match
   * @throws HasherBusy if there was no memory for it
   */
  boolean matches(byte[] password, Phc phc) throws HasherBusy;
}
