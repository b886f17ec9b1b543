package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;

/**
 * PBKDF2 (RFC 8018) with one HMAC: bare, and as Django, passlib, Werkzeug, Atlassian and ASP.NET
 * Identity write it.
 */
final class Pbkdf2 implements Family {
  private static final int MOST_ROUNDS = 10_000_000;
  private static final int MOST_BYTES = 1024;
  private static final int LEAST_BYTES = 16;

  /** What Identity fixed before it wrote its figures down. */
  private static final int IDENTITY_2_ROUNDS = 1000;

  private static final int IDENTITY_2_BYTES = 49;
  private static final int IDENTITY_3_HEAD = 13;
  private static final int IDENTITY_SALT = 16;
  private static final int ATLASSIAN_ROUNDS = 10_000;

  private static final Pattern DJANGO =
      Pattern.compile("pbkdf2_([a-z0-9]+)\\$([0-9]+)\\$([^$]*)\\$([^$]*)");
  private static final Pattern PASSLIB =
      Pattern.compile("\\$pbkdf2(?:-([a-z0-9]+))?\\$([0-9]+)\\$([^$]*)\\$([^$]*)");
  private static final Pattern WERKZEUG =
      Pattern.compile("pbkdf2:([a-z0-9]+):([0-9]+)\\$([^$]*)\\$([^$]*)");
  private static final Pattern ATLASSIAN = Pattern.compile("\\{PKCS5S2\\}(.+)");
  private static final Pattern IDENTITY = Pattern.compile("A[AQ][A-Za-z0-9+/]{50,300}={0,2}");

  private final String digest;
  private final int digestBytes;
  private final long nanos;

  /**
   * Makes one.
   *
   * @param digest {@code sha1}, {@code sha256} or {@code sha512}
   * @param digestBytes its length
   * @param nanos what one HMAC takes, roughly
   */
  Pbkdf2(String digest, int digestBytes, long nanos) {
    this.digest = digest;
    this.digestBytes = digestBytes;
    this.nanos = nanos;
  }

  @Override
  public String name() {
    return "pbkdf2-" + digest;
  }

  @Override
  public Optional<Read> recognise(ForeignHash hash) throws Refusal {
    String text = hash.value();
    Matcher django = DJANGO.matcher(text);
    if (django.matches() && django.group(1).equals(digest)) {
      return Optional.of(read(django, "text", "base64"));
    }
    Matcher passlib = PASSLIB.matcher(text);
    if (passlib.matches()
        && (passlib.group(1) == null ? "sha1" : passlib.group(1)).equals(digest)) {
      return Optional.of(read(passlib, "base64", "base64"));
    }
    Matcher werkzeug = WERKZEUG.matcher(text);
    if (werkzeug.matches() && werkzeug.group(1).equals(digest)) {
      return Optional.of(read(werkzeug, "text", "hex"));
    }
    Matcher atlassian = ATLASSIAN.matcher(text);
    if (atlassian.matches() && digest.equals("sha1")) {
      byte[] all = Given.bytes("text", atlassian.group(1), "base64");
      return Optional.of(cut(all, 0, IDENTITY_SALT, ATLASSIAN_ROUNDS));
    }
    return IDENTITY.matcher(text).matches() ? identity(text) : Optional.empty();
  }

  @Override
  public Read read(ForeignHash hash) throws Refusal {
    Optional<Read> recognised = recognise(hash);
    if (recognised.isPresent()) {
      return recognised.get();
    }
    byte[] expected = Given.bytes("value", hash.value(), Given.word(hash, "encoding", "base64"));
    return new Read(
        fields(
            Given.number(hash, "rounds", 1, Integer.MAX_VALUE),
            Given.salt(hash, "base64"),
            expected.length),
        expected);
  }

  @Override
  public Slow slow(Fields fields) throws Refusal {
    int rounds = fields.number("rounds", 1, MOST_ROUNDS);
    int bytes = fields.number("bytes", LEAST_BYTES, MOST_BYTES);
    byte[] salt = fields.bytes("salt");
    int blocks = (bytes + digestBytes - 1) / digestBytes;
    return new Slow(
        Integer.toString(rounds),
        nanos * rounds * blocks,
        password -> derive("Hmac" + digest.replace("sha", "SHA"), password, salt, rounds, bytes));
  }

  /** Derives a key, as RFC 8018 5.2 has it. */
  private static byte[] derive(String name, byte[] password, byte[] salt, int rounds, int bytes) {
    Mac mac = Template.mac(name, password);
    ByteBuffer out = ByteBuffer.allocate(bytes);
    for (int block = 1; out.hasRemaining(); block++) {
      mac.update(salt);
      byte[] last = mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(block).array());
      byte[] sum = last.clone();
      for (int round = 1; round < rounds; round++) {
        last = mac.doFinal(last);
        for (int i = 0; i < sum.length; i++) {
          sum[i] ^= last[i];
        }
      }
      out.put(sum, 0, Math.min(sum.length, out.remaining()));
    }
    return out.array();
  }

  private static Read read(Matcher parts, String saltEncoding, String encoding) throws Refusal {
    byte[] expected = Given.bytes("digest", parts.group(4), encoding);
    return new Read(
        fields(
            Given.number("rounds", parts.group(2), 1, Integer.MAX_VALUE),
            Given.bytes("salt", parts.group(3), saltEncoding),
            expected.length),
        expected);
  }

  /** Reads what ASP.NET Identity keeps: a number of the format, its figures, salt and key. */
  private Optional<Read> identity(String text) throws Refusal {
    byte[] all = Given.bytes("text", text, "base64");
    if (all[0] == 0 && all.length == IDENTITY_2_BYTES) {
      return digest.equals("sha1")
          ? Optional.of(cut(all, 1, IDENTITY_SALT, IDENTITY_2_ROUNDS))
          : Optional.empty();
    }
    if (all[0] != 1 || all.length <= IDENTITY_3_HEAD) {
      return Optional.empty();
    }
    ByteBuffer head = ByteBuffer.wrap(all, 1, IDENTITY_3_HEAD - 1);
    String named =
        switch (head.getInt()) {
          case 0 -> "sha1";
          case 1 -> "sha256";
          case 2 -> "sha512";
          default -> "";
        };
    int rounds = head.getInt();
    int salt = head.getInt();
    if (!named.equals(digest) || salt < 0 || salt > all.length - IDENTITY_3_HEAD) {
      return Optional.empty();
    }
    return Optional.of(cut(all, IDENTITY_3_HEAD, salt, rounds));
  }

  private static Read cut(byte[] all, int from, int salt, int rounds) throws Refusal {
    if (all.length < from + salt + LEAST_BYTES) {
      throw new Refusal("the hash is cut short");
    }
    byte[] expected = Arrays.copyOfRange(all, from + salt, all.length);
    return new Read(
        fields(rounds, Arrays.copyOfRange(all, from, from + salt), expected.length), expected);
  }

  private static Fields fields(int rounds, byte[] salt, int bytes) {
    return new Fields().put("rounds", rounds).put("bytes", bytes).put("salt", salt);
  }
}
