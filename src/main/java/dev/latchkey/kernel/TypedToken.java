package dev.latchkey.kernel;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * A secret of 25 bytes that says its type and the number of its row, written as 34 characters of
 * base64url: eight bytes of number, masked by the complement of the first eight random bytes; one
 * byte of type; sixteen random bytes. Mailed links of every contract and the sessions of {@code
 * session-rpc} have this form. The number and type are hints for look-up and for the choice of an
 * error: nothing may be done on their word before the whole secret was compared by its hash.
 *
 * @param type what it is for, one of the constants
 * @param id the number of its row, not negative
 * @param text the 34 characters
 */
public record TypedToken(int type, long id, String text) {
  /** Names a session of {@code session-rpc}. */
  public static final int SESSION = 3;

  /** Confirms an e-mail address. */
  public static final int EMAIL_CONFIRMATION = 4;

  /** Sets a new password. */
  public static final int PASSWORD_RESET = 5;

  /** Changes the e-mail address to the one it was sent to. */
  public static final int EMAIL_CHANGE = 6;

  /** Takes a change of the e-mail address back. */
  public static final int EMAIL_UNDO = 7;

  private static final int BYTES = 25;
  private static final int CHARACTERS = 34;
  private static final int RANDOM_AT = 9;

  /**
   * Makes a new secret with 128 random bits.
   *
   * @param type what it is for
   * @param id the number of its row
   * @param entropy where chance comes from
   * @return the secret
   */
  public static TypedToken mint(int type, long id, Entropy entropy) {
    byte[] random = entropy.bytes(BYTES - RANDOM_AT);
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(id ^ ~ByteBuffer.wrap(random).getLong()).put((byte) type).put(random);
    return new TypedToken(
        type, id, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()));
  }

  /**
   * Reads the type and the number out of a secret, without judging whether it is genuine.
   *
   * @param text what a client showed
   * @return empty unless it is exactly one canonical spelling of 25 bytes with a non-negative
   *     number
   */
  public static Optional<TypedToken> parse(String text) {
    if (text.length() != CHARACTERS) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    // Two spare bits in the last character would give one token four spellings.
    if (bytes.length != BYTES
        || !Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long id = buffer.getLong(0) ^ ~buffer.getLong(RANDOM_AT);
    int type = Byte.toUnsignedInt(bytes[8]);
    return id < 0 ? Optional.empty() : Optional.of(new TypedToken(type, id, text));
  }

  /**
   * Hashes the secret for storage.
   *
   * @return what {@link Digests#lookup} makes of it
   */
  public String lookup() {
    return Digests.lookup(text);
  }

  @Override
  public String toString() {
    return "[token of type " + type + "]";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TypedToken that && Digests.same(text, that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
