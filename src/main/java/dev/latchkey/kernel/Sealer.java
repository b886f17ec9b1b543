package dev.latchkey.kernel;

/**
 * The port that encrypts what must be readable again, under the master key: AES-256-GCM with a
 * random nonce, bound to the place where the ciphertext is kept.
 */
public interface Sealer {
  /**
   * Encrypts.
   *
   * @param plain what to hide
   * @param place names the row; opening with another place fails
   * @return nonce, ciphertext and tag
   */
  byte[] seal(byte[] plain, String place);

  /**
   * Decrypts.
   *
   * @param sealed what {@link #seal} returned
   * @param place the same place
   * @return the plain bytes
   * @throws IllegalArgumentException if the bytes were altered, moved, or sealed under another key
   */
  byte[] open(byte[] sealed, String place);
}
