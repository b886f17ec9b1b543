package dev.latchkey.adapter.crypto;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Argon2 hash in PHC string format, such as {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, in
 * the only spelling of its parts.
 *
 * @param kind argon2id, argon2i or argon2d
 * @param version 19 today; 16 in hashes from before 2016, which may leave it out
 * @param memoryKib memory in KiB
 * @param passes passes over the memory
 * @param lanes lanes
 * @param salt the salt
 * @param hash the hash
 */
record Phc(Kind kind, int version, int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
  static final int VERSION = 19;
  static final int FIRST_VERSION = 16;
  static final int SALT_BYTES = 16;
  static final int HASH_BYTES = 32;

  private static final int LONGEST = 512;
  private static final String NUMBER = "([1-9][0-9]{0,8})";
  private static final String BASE64 = "([A-Za-z0-9+/]+)";
  private static final Pattern FORM =
      Pattern.compile(
          "\\$(argon2id|argon2i|argon2d)(?:\\$v=(16|19))?\\$m="
              + NUMBER
              + ",t="
              + NUMBER
              + ",p="
              + NUMBER
              + "\\$"
              + BASE64
              + "\\$"
              + BASE64);

  /** The variants of Argon2 (RFC 9106 1), with the numbers that libraries give them. */
  enum Kind {
    ARGON2D("argon2d", 0),
    ARGON2I("argon2i", 1),
    ARGON2ID("argon2id", 2);

    private final String word;
    private final int number;

    Kind(String word, int number) {
      this.word = word;
      this.number = number;
    }

    int number() {
      return number;
    }

    private static Kind of(String word) {
      return switch (word) {
        case "argon2id" -> ARGON2ID;
        case "argon2i" -> ARGON2I;
        default -> ARGON2D;
      };
    }
  }

  static Optional<Phc> parse(String encoded) {
    if (encoded.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(encoded);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    byte[] salt = decode(matcher.group(6));
    byte[] hash = decode(matcher.group(7));
    return Optional.of(
        new Phc(
            Kind.of(matcher.group(1)),
            matcher.group(2) == null ? FIRST_VERSION : Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            Integer.parseInt(matcher.group(4)),
            Integer.parseInt(matcher.group(5)),
            salt,
            hash));
  }

  /** Measures the work in KiB that are filled. */
  long work() {
    return (long) memoryKib * passes;
  }

  /** Writes its cost. */
  String cost() {
    return "%s$m=%d,t=%d,p=%d".formatted(kind.word, memoryKib, passes, lanes);
  }

  /** Writes it down. */
  String encoded() {
    return "$%s$v=%d$m=%d,t=%d,p=%d$%s$%s"
        .formatted(kind.word, version, memoryKib, passes, lanes, encode(salt), encode(hash));
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Gives nothing where the text is not the only spelling of some bytes. */
  private static byte[] decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return encode(bytes).equals(text) ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  @Override
  public String toString() {
    return "[hash]";
  }
}
