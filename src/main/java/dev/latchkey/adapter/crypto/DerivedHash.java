package dev.latchkey.adapter.crypto;

import dev.latchkey.kernel.KeyedHash;

/** HMAC-SHA-256 under a key that the master key yields for one purpose. */
public final class DerivedHash implements KeyedHash {
  private final Hmac hmac;

  /**
   * Derives the key.
   *
   * @param master the master key
   * @param purpose the purpose; no other part of the server may use the same
   */
  public DerivedHash(MasterKey master, String purpose) {
    this.hmac = new Hmac(master.derive("hash/" + purpose));
  }

  @Override
  public byte[] hmac(byte[] message) {
    return hmac.of(message);
  }
}
