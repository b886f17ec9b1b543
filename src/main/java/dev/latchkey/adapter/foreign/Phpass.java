package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The portable hashes of phpass: {@code $P$} (WordPress), {@code $H$} (phpBB), and {@code $S$} with
 * SHA-512 (Drupal 7), there also over an older MD5 as {@code U$S$}.
 */
final class Phpass implements Family {
  private static final String ALPHABET =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(U)?\\$(?:[PH])\\$|(U)?\\$(S)\\$)([./0-9A-Za-z])([./0-9A-Za-z]{8})([./0-9A-Za-z]+)");
  private static final int MD5_LENGTH = 22;

  /** Drupal cuts the text of 86 characters, for a column of 55. */
  private static final int DRUPAL_LENGTH = 43;

  private static final int LEAST_LOG = 7;
  private static final int MOST_LOG = 30;
  private static final long MD5_NANOS = 200;
  private static final long SHA512_NANOS = 500;

  /** What both programs take; beyond, all rounds grow with the password. */
  private static final int LONGEST = 4096;

  private static final byte[] NOTHING = {};

  @Override
  public String name() {
    return "phpass";
  }

  @Override
  public Optional<Read> recognise(ForeignHash hash) throws Refusal {
    Matcher parts = FORM.matcher(hash.value());
    if (!parts.matches()) {
      return Optional.empty();
    }
    boolean isDrupal = parts.group(3) != null;
    if (parts.group(6).length() != (isDrupal ? DRUPAL_LENGTH : MD5_LENGTH)) {
      throw malformed();
    }
    Fields fields =
        new Fields().put("log", ALPHABET.indexOf(parts.group(4))).put("salt", parts.group(5));
    if (isDrupal) {
      fields.put("drupal", 1);
    }
    if (parts.group(1) != null || parts.group(2) != null) {
      fields.put("before", 1);
    }
    return Optional.of(new Read(fields, parts.group(6).getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public Read read(ForeignHash hash) throws Refusal {
    return recognise(hash).orElseThrow(Phpass::malformed);
  }

  @Override
  public boolean isAlwaysWrapped() {
    return true;
  }

  @Override
  public Slow slow(Fields fields) throws Refusal {
    int log = fields.number("log", LEAST_LOG, MOST_LOG);
    byte[] salt = fields.bytes("salt");
    boolean isDrupal = fields.has("drupal");
    boolean isOverMd5 = fields.has("before");
    return new Slow(
        Integer.toString(log),
        (isDrupal ? SHA512_NANOS : MD5_NANOS) << log,
        password -> {
          if (password.length > LONGEST) {
            return NOTHING;
          }
          byte[] input = isOverMd5 ? hexOfMd5(password) : password;
          return isDrupal
              ? digest("sha512", log, salt, input, DRUPAL_LENGTH)
              : digest("md5", log, salt, input, MD5_LENGTH);
        });
  }

  private static byte[] digest(String name, int log, byte[] salt, byte[] input, int length) {
    MessageDigest digest = Template.digest(name);
    digest.update(salt);
    byte[] last = digest.digest(input);
    for (int round = 0; round < 1 << log; round++) {
      digest.update(last);
      last = digest.digest(input);
    }
    return encode(last).substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hexOfMd5(byte[] password) {
    return Template.Form.HEX.encode(Template.digest("md5").digest(password));
  }

  /** Writes three bytes as four characters, the lowest six bits first. */
  private static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes);
    all.writeBytes(new byte[2]);
    byte[] padded = all.toByteArray();
    for (int i = 0; i < bytes.length; i += 3) {
      int value = (padded[i] & 0xff) | (padded[i + 1] & 0xff) << 8 | (padded[i + 2] & 0xff) << 16;
      for (int part = 0; part < 4; part++) {
        text.append(ALPHABET.charAt((value >> (6 * part)) & 0x3f));
      }
    }
    return text.toString();
  }

  private static Refusal malformed() {
    return new Refusal("this is no whole hash of phpass");
  }
}
