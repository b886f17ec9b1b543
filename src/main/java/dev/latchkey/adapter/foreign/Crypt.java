package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;

/**
 * The crypt of Unix by MD5 ({@code $1$}, and Apache's {@code $apr1$}), SHA-256 ({@code $5$}) or
 * SHA-512 ({@code $6$}).
 */
final class Crypt implements Family {
  /** What the libraries of C take; beyond, all that these digests do grows with the password. */
  private static final int LONGEST = 512;

  private static final int USUAL_ROUNDS = 5000;
  private static final int LEAST_ROUNDS = 1000;
  private static final int MOST_ROUNDS = 999_999_999;
  private static final byte[] NOTHING = {};

  private final String name;
  private final Pattern form;
  private final long nanos;

  private Crypt(String name, String prefix, int hashLength, long nanos) {
    this.name = name;
    this.form =
        Pattern.compile(
            prefix
                + "(?:rounds=([0-9]{1,10})\\$)?([./A-Za-z0-9]{1,16})\\$([./A-Za-z0-9]{"
                + hashLength
                + "})");
    this.nanos = nanos;
  }

  static Crypt md5() {
    return new Crypt("md5-crypt", "\\$(1|apr1)\\$", 22, 250);
  }

  static Crypt sha256() {
    return new Crypt("sha256-crypt", "\\$(5)\\$", 43, 700);
  }

  static Crypt sha512() {
    return new Crypt("sha512-crypt", "\\$(6)\\$", 86, 1000);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Read> recognise(ForeignHash hash) throws Refusal {
    Matcher parts = form.matcher(hash.value());
    if (!parts.matches()) {
      return Optional.empty();
    }
    Fields fields = new Fields().put("form", parts.group(1)).put("salt", parts.group(3));
    if (parts.group(2) != null) {
      if (name.startsWith("md5")) {
        throw malformed();
      }
      fields.put("rounds", Given.number("rounds", parts.group(2), LEAST_ROUNDS, MOST_ROUNDS));
    }
    return Optional.of(new Read(fields, parts.group(4).getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public Read read(ForeignHash hash) throws Refusal {
    return recognise(hash).orElseThrow(this::malformed);
  }

  @Override
  public Slow slow(Fields fields) throws Refusal {
    String word = fields.words("form");
    String salt = fields.words("salt");
    if (!salt.matches("[./A-Za-z0-9]{1,16}") || !word.matches("1|apr1|5|6")) {
      throw malformed();
    }
    int rounds =
        fields.has("rounds")
            ? fields.number("rounds", LEAST_ROUNDS, MOST_ROUNDS)
            : name.startsWith("md5") ? LEAST_ROUNDS : USUAL_ROUNDS;
    String head =
        "$" + word + "$" + (fields.has("rounds") ? "rounds=" + rounds + "$" : "") + salt + "$";
    return new Slow(
        Integer.toString(rounds),
        nanos * rounds,
        password -> password.length > LONGEST ? NOTHING : crypt(word, password, head));
  }

  private static byte[] crypt(String word, byte[] password, String head) {
    // The library blanks what it is given.
    byte[] own = password.clone();
    String whole =
        switch (word) {
          case "1" -> Md5Crypt.md5Crypt(own, head);
          case "apr1" -> Md5Crypt.apr1Crypt(own, head);
          case "5" -> Sha2Crypt.sha256Crypt(own, head);
          default -> Sha2Crypt.sha512Crypt(own, head);
        };
    return whole.substring(whole.lastIndexOf('$') + 1).getBytes(StandardCharsets.US_ASCII);
  }

  private Refusal malformed() {
    return new Refusal("this is no whole hash of " + name);
  }
}
