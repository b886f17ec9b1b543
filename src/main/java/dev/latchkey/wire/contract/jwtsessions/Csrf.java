package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Masked CSRF tokens. The secret of 32 bytes is a keyed hash of the uid of the access token, so
 * that it need not be stored and every new access token has a new one. Each time it is handed out
 * it is masked afresh: 32 random bytes, then these XORed with the secret, in padded base64.
 */
final class Csrf {
  private static final int SECRET_BYTES = 32;
  private static final int PLAIN_LENGTH = 44;
  private static final int MASKED_LENGTH = 88;

  private final KeyedHash key;
  private final Entropy entropy;

  Csrf(KeyedHash key, Entropy entropy) {
    this.key = key;
    this.entropy = entropy;
  }

  /**
   * Hands out the token.
   *
   * @param uid the uid of the access token
   * @return 88 characters, different each time
   */
  String masked(String uid) {
    return mask(secret(uid), entropy.bytes(SECRET_BYTES));
  }

  /**
   * Judges a token: any mask of the right secret will do, and so will the bare secret. Compares in
   * constant time.
   *
   * @param shown what a client showed
   * @param uid the uid of the access token that it came with
   * @return whether it is genuine
   */
  boolean accepts(String shown, String uid) {
    byte[] secret = secret(uid);
    return unmask(shown).filter(found -> MessageDigest.isEqual(found, secret)).isPresent();
  }

  private byte[] secret(String uid) {
    return key.hmac(uid.getBytes(StandardCharsets.US_ASCII));
  }

  static String mask(byte[] secret, byte[] pad) {
    byte[] both = Arrays.copyOf(pad, 2 * SECRET_BYTES);
    for (int i = 0; i < SECRET_BYTES; i++) {
      both[SECRET_BYTES + i] = (byte) (pad[i] ^ secret[i]);
    }
    return Base64.getEncoder().encodeToString(both);
  }

  static Optional<byte[]> unmask(String shown) {
    // The JDK's decoder takes missing padding, so the length is judged first.
    if (shown.length() != PLAIN_LENGTH && shown.length() != MASKED_LENGTH) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(shown);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    // Spare bits in the last character would give one token several spellings (RFC 4648, 3.5).
    boolean isCanonical = Base64.getEncoder().encodeToString(bytes).equals(shown);
    if (!isCanonical || (bytes.length != SECRET_BYTES && bytes.length != 2 * SECRET_BYTES)) {
      return Optional.empty();
    }
    return Optional.of(bytes.length == SECRET_BYTES ? bytes : unmask(bytes));
  }

  private static byte[] unmask(byte[] both) {
    byte[] secret = new byte[SECRET_BYTES];
    for (int i = 0; i < SECRET_BYTES; i++) {
      secret[i] = (byte) (both[i] ^ both[SECRET_BYTES + i]);
    }
    return secret;
  }
}
