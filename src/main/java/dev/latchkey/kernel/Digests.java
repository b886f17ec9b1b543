package dev.latchkey.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The one-way forms under which secrets are kept and looked up. */
public final class Digests {
  private Digests() {}

  /**
   * Hashes a bearer secret for look-up. The secret has at least 128 random bits, so a plain SHA-256
   * cannot be turned back.
   *
   * @param secret the secret as the client shows it
   * @return 43 characters of unpadded base64url
   */
  public static String lookup(String secret) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(sha256(secret.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Hashes bytes.
   *
   * @param bytes what to hash
   * @return 32 bytes
   */
  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Compares two texts in time that depends on their lengths only.
   *
   * @param one a text
   * @param other another
   * @return whether they are equal
   */
  public static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
