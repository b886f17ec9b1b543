package dev.latchkey.kernel;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A name an account signs in by: as it was typed, and in the canonical form that makes it unique.
 *
 * <p>The canonical form of a name is its fixed point under trimming, Unicode NFKC and lower-casing
 * (so {@code canonical(canonical(x)) = canonical(x)}; a text without such a fixed point is no
 * name); the domain of an e-mail address is canonical as its IDNA ASCII form. A subject of an
 * upstream is kept exactly, since upstreams compare bytes.
 *
 * @param kind what sort of name
 * @param display as typed, trimmed
 * @param canonical as compared
 */
public record Identifier(IdentifierKind kind, String display, String canonical) {
  /** The longest identifier, in UTF-16 units, in either form; the limit of an e-mail address. */
  public static final int MAX_LENGTH = 254;

  private static final int MAX_LOCAL = 64;
  private static final int ROUNDS = 6;

  /**
   * Takes a name that a person chose. A name that has the form of an e-mail address is one.
   *
   * @param typed the characters
   * @return an identifier of kind username or e-mail; empty if blank, over-long, or holding
   *     control, invisible or unassigned characters
   */
  public static Optional<Identifier> name(String typed) {
    Optional<Identifier> email = email(typed);
    return email.isPresent() ? email : of(IdentifierKind.USERNAME, typed);
  }

  /**
   * Takes a telegram name.
   *
   * @param typed the characters
   * @return the identifier; empty as for {@link #name}
   */
  public static Optional<Identifier> telegram(String typed) {
    return of(IdentifierKind.TELEGRAM, typed);
  }

  /**
   * Takes a WeChat openid.
   *
   * @param openid the openid, compared exactly
   * @return the identifier; empty if blank, over-long or holding anything but printable ASCII
   */
  public static Optional<Identifier> wechat(String openid) {
    boolean printable = openid.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return openid.isEmpty() || openid.length() > MAX_LENGTH || !printable
        ? Optional.empty()
        : Optional.of(new Identifier(IdentifierKind.WECHAT, openid, openid));
  }

  /**
   * Takes an e-mail address: one {@code @}, a local part of at most 64 characters without spaces,
   * control characters and the specials of RFC 5322, and a domain of two or more labels that pass
   * IDNA.
   *
   * @param typed the characters
   * @return the identifier; empty if the text is no such address or longer than 254 octets
   */
  public static Optional<Identifier> email(String typed) {
    String display = typed.strip();
    String canonical = canonicalName(display);
    if (canonical == null || !isClean(display)) {
      return Optional.empty();
    }
    int at = canonical.indexOf('@');
    if (at < 1 || at != canonical.lastIndexOf('@')) {
      return Optional.empty();
    }
    String local = canonical.substring(0, at);
    String domain = asciiDomain(canonical.substring(at + 1));
    if (domain == null || local.length() > MAX_LOCAL || !isLocalPart(local)) {
      return Optional.empty();
    }
    String whole = local + "@" + domain;
    return whole.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_LENGTH
            || !whole.equals(canonicalName(whole))
        ? Optional.empty()
        : Optional.of(new Identifier(IdentifierKind.EMAIL, display, whole));
  }

  private static Optional<Identifier> of(IdentifierKind kind, String typed) {
    String display = typed.strip();
    String canonical = canonicalName(display);
    return canonical == null || !isClean(display)
        ? Optional.empty()
        : Optional.of(new Identifier(kind, display, canonical));
  }

  private static @Nullable String canonicalName(String typed) {
    if (typed.isEmpty() || typed.length() > MAX_LENGTH) {
      return null;
    }
    String current = typed;
    long signs = atSigns(typed);
    for (int round = 0; round < ROUNDS; round++) {
      String next =
          Normalizer.normalize(current.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
      if (next.equals(current)) {
        // NFKC makes an @ out of a full-width one: what looks like no address must not become one.
        boolean fits = !current.isEmpty() && current.length() <= MAX_LENGTH;
        return fits && atSigns(current) == signs ? current : null;
      }
      current = next;
    }
    return null;
  }

  private static long atSigns(String text) {
    return text.chars().filter(c -> c == '@').count();
  }

  private static boolean isClean(String text) {
    return text.codePoints()
        .noneMatch(
            c ->
                switch (Character.getType(c)) {
                  case Character.CONTROL,
                      Character.FORMAT,
                      Character.SURROGATE,
                      Character.UNASSIGNED,
                      Character.PRIVATE_USE,
                      Character.LINE_SEPARATOR,
                      Character.PARAGRAPH_SEPARATOR ->
                      true;
                  default -> false;
                });
  }

  private static boolean isLocalPart(String local) {
    return local
            .codePoints()
            .noneMatch(c -> Character.isWhitespace(c) || "\"(),:;<>[\\]".indexOf(c) >= 0)
        && !Character.isSpaceChar(local.codePointAt(0));
  }

  private static @Nullable String asciiDomain(String domain) {
    String ascii;
    try {
      ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
    boolean labels = true;
    for (String label : ascii.split("\\.", -1)) {
      labels &= !label.isEmpty() && label.length() <= 63;
    }
    return labels && ascii.indexOf('.') > 0 ? ascii : null;
  }
}
