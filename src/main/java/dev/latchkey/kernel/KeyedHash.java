package dev.latchkey.kernel;

/** The port to HMAC-SHA-256 under a key of one purpose, derived from the master key. */
@FunctionalInterface
public interface KeyedHash {
  /**
   * Computes the code.
   *
   * @param message what to authenticate
   * @return 32 bytes, the same at every start on the same store
   */
  byte[] hmac(byte[] message);
}
