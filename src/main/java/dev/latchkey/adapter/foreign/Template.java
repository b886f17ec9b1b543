package dev.latchkey.adapter.foreign;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a system computes of a password, as a formula such as {@code sha1(salt + password)}, {@code
 * md5(md5(password) + salt)} or {@code hmac-sha256(pepper, password)}.
 */
sealed interface Template {
  /** The digests, by the names that formulas have for them. */
  Map<String, String> DIGESTS =
      Map.of(
          "md5", "MD5",
          "sha1", "SHA-1",
          "sha224", "SHA-224",
          "sha256", "SHA-256",
          "sha384", "SHA-384",
          "sha512", "SHA-512",
          "sha3-256", "SHA3-256",
          "sha3-512", "SHA3-512");

  /** The bytes that a formula can name. */
  List<String> VARIABLES = List.of("password", "salt", "pepper", "username");

  /** Computes. */
  byte[] of(Map<String, byte[]> variables);

  /** Says how many digests are computed. */
  long digests();

  /**
   * Reads a formula.
   *
   * @throws Refusal if it is none; the message says where
   */
  static Template parse(String text) throws Refusal {
    return new TemplateReader(text).whole();
  }

  /** Writes bytes as a digest's text. */
  enum Form {
    HEX("hex"),
    UPPER_HEX("upperhex"),
    BASE64("base64"),
    RAW("raw");

    private final String word;

    Form(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    byte[] encode(byte[] bytes) {
      return switch (this) {
        case HEX -> ascii(HexFormat.of().formatHex(bytes));
        case UPPER_HEX -> ascii(HexFormat.of().withUpperCase().formatHex(bytes));
        case BASE64 -> Base64.getEncoder().encode(bytes);
        case RAW -> bytes;
      };
    }

    private static byte[] ascii(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** The bytes of a name. */
  record Variable(String name) implements Template {
    @Override
    public byte[] of(Map<String, byte[]> variables) {
      return variables.getOrDefault(name, new byte[0]);
    }

    @Override
    public long digests() {
      return 0;
    }
  }

  /** A text as it stands. */
  record Literal(String text) implements Template {
    @Override
    public byte[] of(Map<String, byte[]> variables) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long digests() {
      return 0;
    }
  }

  /** One after the other. */
  record Sum(List<Template> parts) implements Template {
    @Override
    public byte[] of(Map<String, byte[]> variables) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      parts.forEach(part -> all.writeBytes(part.of(variables)));
      return all.toByteArray();
    }

    @Override
    public long digests() {
      return parts.stream().mapToLong(Template::digests).sum();
    }
  }

  /** The characters of a text in another form. */
  record Changed(String how, Template inner) implements Template {
    @Override
    public byte[] of(Map<String, byte[]> variables) {
      String text = new String(inner.of(variables), StandardCharsets.UTF_8);
      return switch (how) {
        case "lower" -> text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        case "upper" -> text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        default -> text.getBytes(StandardCharsets.UTF_16LE);
      };
    }

    @Override
    public long digests() {
      return inner.digests();
    }
  }

  /** A digest, and that of its text again, so many times in all. */
  record Digest(String algorithm, Form form, int times, Template inner) implements Template {
    @Override
    public byte[] of(Map<String, byte[]> variables) {
      MessageDigest digest = digest(algorithm);
      byte[] last = inner.of(variables);
      for (int i = 0; i < times; i++) {
        last = form.encode(digest.digest(last));
      }
      return last;
    }

    @Override
    public long digests() {
      return times + inner.digests();
    }
  }

  /** An HMAC (RFC 2104). */
  record Code(String algorithm, Form form, Template key, Template message) implements Template {
    @Override
    public byte[] of(Map<String, byte[]> variables) {
      String standard = DIGESTS.getOrDefault(algorithm, algorithm);
      Mac mac = mac("Hmac" + standard.replace("SHA-", "SHA"), key.of(variables));
      return form.encode(mac.doFinal(message.of(variables)));
    }

    @Override
    public long digests() {
      return 2 + key.digests() + message.digests();
    }
  }

  /** Prepares a digest by the name that formulas have for it. */
  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(DIGESTS.getOrDefault(algorithm, algorithm));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  /** Prepares an HMAC by the name the JDK has for it. */
  static Mac mac(String name, byte[] key) {
    try {
      Mac mac = Mac.getInstance(name);
      // HMAC fills short keys up with zeros, so this is the empty key, which the JDK refuses.
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, name));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
  }
}
