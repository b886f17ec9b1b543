package dev.latchkey.adapter.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under one key (RFC 2104). Safe for use by many threads: each call copies a prepared
 * state, which is twice as fast as preparing one and needs no lock.
 */
final class Hmac {
  /** The length of a code, in bytes. */
  static final int BYTES = 32;

  private static final String NAME = "HmacSHA256";

  private final Mac prepared;

  Hmac(byte[] key) {
    try {
      prepared = Mac.getInstance(NAME);
      prepared.init(new SecretKeySpec(key, NAME));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + NAME, e);
    }
  }

  byte[] of(byte[] message) {
    try {
      return ((Mac) prepared.clone()).doFinal(message);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own codes can be copied", e);
    }
  }

  @Override
  public String toString() {
    return "[hmac]";
  }
}
