package dev.latchkey.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A password exactly as it was typed: no trimming, no folding, no truncation. Never printed.
 *
 * <p>It is held as UTF-8 bytes, so that two different strings are always two different passwords;
 * the readers of every wire refuse unpaired surrogates before this type is reached.
 */
public final class Password {
  /** The longest password that can be set, in UTF-8 bytes. */
  public static final int MAX_BYTES = 4096;

  private final byte[] utf8;
  private final int codePoints;

  private Password(String typed) {
    this.utf8 = typed.getBytes(StandardCharsets.UTF_8);
    this.codePoints = typed.codePointCount(0, typed.length());
  }

  /**
   * Takes a password as typed.
   *
   * @param typed the characters
   * @return the password
   */
  public static Password of(String typed) {
    return new Password(typed);
  }

  /**
   * Gives the bytes to hash.
   *
   * @return a new array
   */
  public byte[] utf8() {
    return utf8.clone();
  }

  /**
   * Measures the password as people count.
   *
   * @return the number of Unicode code points
   */
  public int length() {
    return codePoints;
  }

  /**
   * Says whether it may be set.
   *
   * @return true if it is longer than {@link #MAX_BYTES}
   */
  public boolean isTooLong() {
    return utf8.length > MAX_BYTES;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Password that && java.security.MessageDigest.isEqual(utf8, that.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  @Override
  public String toString() {
    return "[password]";
  }
}
