package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.BCrypt;

/**
 * bcrypt, as {@code $2a$}, {@code $2b$} and {@code $2y$}, which are one computation for passwords
 * in UTF-8; bare, from Django, and with a digest before it from Django and passlib.
 */
final class Bcrypt implements Family {
  /** What follows is not looked at, which all of these systems have in common. */
  private static final int SEEN_BYTES = 72;

  private static final int HASH_BYTES = 23;
  private static final int SALT_BYTES = 16;

  /** Above, it takes more than a second. */
  private static final int MOST_COST = 14;

  private static final long NANOS = 58_000;

  private static final Pattern FORM =
      Pattern.compile(
          "(?:bcrypt\\$)?\\$2([abxy])\\$([0-9]{2})\\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})");
  private static final Pattern DJANGO = Pattern.compile("bcrypt_sha256\\$(\\$2.*)");
  private static final Pattern PASSLIB_1 =
      Pattern.compile("\\$bcrypt-sha256\\$(2[abxy]),([0-9]{1,2})\\$([^$]*)\\$([^$]*)");
  private static final Pattern PASSLIB_2 =
      Pattern.compile("\\$bcrypt-sha256\\$v=2,t=(2[abxy]),r=([0-9]{1,2})\\$([^$]*)\\$([^$]*)");

  /** The alphabet of bcrypt beside that of base64. */
  private static final String ITS =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private static final String USUAL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /** What is digested before, and how. */
  private static final Map<Integer, String> BEFORE =
      Map.of(
          1, "sha256(password)",
          2, "sha256.base64(password)",
          3, "hmac-sha256.base64(salt, password)");

  @Override
  public String name() {
    return "bcrypt";
  }

  @Override
  public Optional<Read> recognise(ForeignHash hash) throws Refusal {
    String text = hash.value();
    Matcher django = DJANGO.matcher(text);
    if (django.matches()) {
      return Optional.of(read(django.group(1), hash, 1));
    }
    Matcher first = PASSLIB_1.matcher(text);
    if (first.matches()) {
      return Optional.of(read(standard(first), hash, 2));
    }
    Matcher second = PASSLIB_2.matcher(text);
    if (second.matches()) {
      return Optional.of(read(standard(second), hash, 3));
    }
    return text.startsWith("$2") || text.startsWith("bcrypt$")
        ? Optional.of(read(text, hash, 0))
        : Optional.empty();
  }

  @Override
  public Read read(ForeignHash hash) throws Refusal {
    return recognise(hash).orElseThrow(Bcrypt::malformed);
  }

  @Override
  public Slow slow(Fields fields) throws Refusal {
    int cost = fields.number("cost", 4, 31);
    byte[] salt = fields.bytes("salt");
    if (salt.length != SALT_BYTES) {
      throw malformed();
    }
    boolean isCut = fields.has("cut");
    int before = fields.has("before") ? fields.number("before", 1, 3) : 0;
    Template template = before == 0 ? null : Template.parse(BEFORE.getOrDefault(before, ""));
    byte[] saltText = encode(salt).getBytes(StandardCharsets.US_ASCII);
    if (cost > MOST_COST) {
      throw new Refusal(
          "bcrypt at a cost of "
              + cost
              + " takes too long for one sign-in (at most "
              + MOST_COST
              + "); its owner has to set a new password");
    }
    return new Slow(
        Integer.toString(cost),
        NANOS << cost,
        password -> {
          byte[] input =
              template == null
                  ? password
                  : template.of(Map.of("password", password, "salt", saltText));
          byte[] hash = BCrypt.generate(seen(input, isCut), salt, cost, true);
          return Arrays.copyOf(hash, HASH_BYTES);
        });
  }

  /** What the algorithm sees of a password. */
  private static byte[] seen(byte[] input, boolean isCut) {
    int length = 0;
    while (length < Math.min(input.length, SEEN_BYTES) && !(isCut && input[length] == 0)) {
      length++;
    }
    return Arrays.copyOf(input, length);
  }

  private static Read read(String text, ForeignHash hash, int before) throws Refusal {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw malformed();
    }
    if (parts.group(1).equals("x")) {
      throw new Refusal(
          "a $2x$ hash comes from a defect of PHP before 5.3.7 and is not read; its owner has to"
              + " set a new password");
    }
    Fields fields =
        new Fields()
            .put("cost", Integer.parseInt(parts.group(2)))
            .put("salt", Arrays.copyOf(decode(parts.group(3)), SALT_BYTES));
    if (before > 0) {
      fields.put("before", before);
    }
    switch (Given.word(hash, "nul", "kept")) {
      case "kept" -> {}
      case "cut" -> fields.put("cut", 1);
      default -> throw new Refusal("nul must be kept or cut");
    }
    return new Read(fields, Arrays.copyOf(decode(parts.group(4)), HASH_BYTES));
  }

  private static String standard(Matcher passlib) {
    String cost = passlib.group(2);
    return "$%s$%s$%s%s"
        .formatted(
            passlib.group(1),
            cost.length() == 1 ? "0" + cost : cost,
            passlib.group(3),
            passlib.group(4));
  }

  private static byte[] decode(String text) {
    StringBuilder usual = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      usual.append(USUAL.charAt(ITS.indexOf(text.charAt(i))));
    }
    // The last character has bits to spare, which some writers do not leave empty.
    int spare = text.length() * 6 % 8;
    int last = USUAL.indexOf(usual.charAt(usual.length() - 1)) >> spare << spare;
    usual.setCharAt(usual.length() - 1, USUAL.charAt(last));
    return Base64.getDecoder().decode(usual.toString());
  }

  private static String encode(byte[] bytes) {
    String usual = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    StringBuilder its = new StringBuilder();
    for (int i = 0; i < usual.length(); i++) {
      its.append(ITS.charAt(USUAL.indexOf(usual.charAt(i))));
    }
    return its.toString();
  }

  private static Refusal malformed() {
    return new Refusal("this is no whole bcrypt hash, which has 60 characters");
  }
}
