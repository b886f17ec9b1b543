package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what other systems export: numbers, and bytes in the encodings they like. */
final class Given {
  /** No system has longer salts, peppers and keys. */
  private static final int MOST_BYTES = 1024;

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_.-]*={0,2}");

  private Given() {}

  /**
   * Reads a number.
   *
   * @throws Refusal if there is none or it is out of bounds
   */
  static int number(String name, @Nullable String text, int least, int most) throws Refusal {
    if (text == null || text.isEmpty()) {
      throw new Refusal("the hash does not say its " + name);
    }
    if (!text.matches("[0-9]{1,10}")) {
      throw new Refusal("the " + name + " of the hash must be a whole number");
    }
    long number = Long.parseLong(text);
    if (number < least || number > most) {
      throw new Refusal("the " + name + " of the hash must be from " + least + " to " + most);
    }
    return (int) number;
  }

  /** Reads a number that stands beside the hash. */
  static int number(ForeignHash hash, String name, int least, int most) throws Refusal {
    return number(name, hash.parameters().get(name), least, most);
  }

  /** Reads a word that stands beside the hash. */
  static String word(ForeignHash hash, String name, String otherwise) {
    return hash.parameters().getOrDefault(name, otherwise);
  }

  /**
   * Reads the salt that stands beside the hash, in the encoding that {@code salt_encoding} names.
   *
   * @throws Refusal if it is malformed; if there is none it is empty
   */
  static byte[] salt(ForeignHash hash, String encoding) throws Refusal {
    return bytes("salt", word(hash, "salt", ""), word(hash, "salt_encoding", encoding));
  }

  /**
   * Reads bytes.
   *
   * @param encoding {@code text}, {@code hex} or {@code base64} of any alphabet and padding
   * @throws Refusal if they are malformed or too long
   */
  static byte[] bytes(String name, String text, String encoding) throws Refusal {
    if (text.length() > 2 * MOST_BYTES) {
      throw new Refusal("the " + name + " of the hash is longer than " + MOST_BYTES + " bytes");
    }
    try {
      return switch (encoding) {
        case "text" -> text.getBytes(StandardCharsets.UTF_8);
        case "hex" -> HexFormat.of().parseHex(text);
        case "base64" -> base64(name, text);
        default -> throw new Refusal("an encoding must be text, hex or base64");
      };
    } catch (IllegalArgumentException e) {
      throw new Refusal("the " + name + " of the hash is not in " + encoding);
    }
  }

  private static byte[] base64(String name, String text) throws Refusal {
    if (!BASE64.matcher(text).matches()) {
      throw new Refusal("the " + name + " of the hash is not in base64");
    }
    // Some write '-' and '_', some '.' instead of '+', and some no padding.
    String usual = text.replace("=", "").replace('-', '+').replace('.', '+').replace('_', '/');
    return Base64.getDecoder().decode(usual);
  }
}
