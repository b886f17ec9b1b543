package dev.latchkey.adapter.crypto;

import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals with AES-256-GCM (NIST SP 800-38D) under a key that the master key yields. What is sealed
 * reads: one byte of version, 12 random bytes of nonce, ciphertext, 16 bytes of tag; version and
 * place are authenticated. With random nonces one master key is good for 2^32 seals.
 */
public final class AesGcmSealer implements Sealer {
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int HEAD_BYTES = 1 + NONCE_BYTES;

  private final SecretKey key;
  private final Entropy entropy;

  /**
   * Derives the key.
   *
   * @param master the master key
   * @param entropy where nonces come from
   */
  public AesGcmSealer(MasterKey master, Entropy entropy) {
    this.key = new SecretKeySpec(master.derive("seal"), "AES");
    this.entropy = entropy;
  }

  @Override
  public byte[] seal(byte[] plain, String place) {
    byte[] nonce = entropy.bytes(NONCE_BYTES);
    ByteBuffer sealed = ByteBuffer.allocate(HEAD_BYTES + plain.length + TAG_BYTES);
    sealed.put(VERSION).put(nonce);
    try {
      cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(ByteBuffer.wrap(plain), sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM takes every plain text", e);
    }
    return sealed.array();
  }

  @Override
  public byte[] open(byte[] sealed, String place) {
    if (sealed.length < HEAD_BYTES + TAG_BYTES || sealed[0] != VERSION) {
      throw new IllegalArgumentException("not sealed by this server");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    System.arraycopy(sealed, 1, nonce, 0, NONCE_BYTES);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, place)
          .doFinal(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("altered, moved, or sealed under another key", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(new byte[] {VERSION});
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
