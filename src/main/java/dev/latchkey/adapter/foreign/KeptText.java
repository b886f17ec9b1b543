package dev.latchkey.adapter.foreign;

import java.util.Optional;

/**
 * The text under which a foreign hash is stored: {@code $family$cost$fields$hash}. The hash is what
 * the other system kept, in base64url, or Argon2 over that, in PHC string format, with a dollar of
 * its own in front.
 *
 * @param family the name of the family
 * @param cost its cost, for lists; what counts stands in the fields
 * @param fields salt, cost and the rest
 * @param hash what is compared
 */
record KeptText(String family, String cost, String fields, String hash) {
  private static final int LONGEST = 8192;
  private static final int PARTS = 5;

  static Optional<KeptText> parse(String text) {
    String[] parts = text.length() > LONGEST ? new String[0] : text.split("\\$", PARTS);
    return parts.length == PARTS && parts[0].isEmpty()
        ? Optional.of(new KeptText(parts[1], parts[2], parts[3], parts[4]))
        : Optional.empty();
  }

  /** Names the family of any stored text; "" if it has none. */
  static String family(String text) {
    int end = text.indexOf('$', 1);
    return text.startsWith("$") && end > 0 ? text.substring(1, end) : "";
  }

  boolean isWrapped() {
    return hash.startsWith("$");
  }

  String text() {
    return "$" + family + "$" + cost + "$" + fields + "$" + hash;
  }

  /** Does not show the hash. */
  @Override
  public String toString() {
    return "KeptText[" + family + "]";
  }
}
