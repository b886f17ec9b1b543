package dev.latchkey.wire.http;

import org.jspecify.annotations.Nullable;

/**
 * The one JSON reader and writer of the server (RFC 8259). A value is a {@code Map<String, Object>}
 * in order of its keys, a {@code List<Object>}, a {@code String}, a {@code Long}, a {@code
 * BigInteger}, a {@code BigDecimal}, a {@code Boolean}, or null.
 */
public final class Json {
  /** How deep values may be nested. */
  public static final int MAX_DEPTH = 32;

  /** How many characters a number may have. */
  public static final int MAX_NUMBER_LENGTH = 40;

  private Json() {}

  /**
   * Reads one whole value.
   *
   * @param utf8 the text
   * @return the value
   * @throws BadInput with reason MALFORMED_BODY if this is not exactly one JSON value in valid
   *     UTF-8 without byte order mark, holds a key twice, an unpaired surrogate, a number that is
   *     too long, or is nested too deep
   */
  public static @Nullable Object read(byte[] utf8) throws BadInput {
    return JsonReader.read(utf8);
  }

  /**
   * Writes a value compactly, keys in the order of the map.
   *
   * @param value a value as above; other numbers are written as they print
   * @return the text
   * @throws IllegalArgumentException if something in it is no such value
   */
  public static String write(@Nullable Object value) {
    return JsonWriter.write(value);
  }
}
