package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A digest or HMAC that was not made for passwords, by a {@link Template}; also as LDAP writes it
 * ({@code {SSHA}}) and as early Django did ({@code sha1$salt$hex}).
 */
final class PlainDigest implements Family {
  /** What one digest of a short text takes, roughly. */
  private static final long NANOS = 400;

  private static final Map<String, String> LDAP =
      Map.of(
          "MD5", "md5", "SHA", "sha1", "SHA256", "sha256", "SHA384", "sha384", "SHA512", "sha512");
  private static final Pattern LDAP_FORM =
      Pattern.compile("\\{(S?)(MD5|SHA(?:256|384|512)?)\\}([A-Za-z0-9+/]+={0,2})");
  private static final Pattern DJANGO = Pattern.compile("(md5|sha1)\\$([^$]*)\\$([0-9a-f]+)");

  private final String algorithm;
  private final boolean isHmac;

  PlainDigest(String algorithm, boolean isHmac) {
    this.algorithm = algorithm;
    this.isHmac = isHmac;
  }

  @Override
  public String name() {
    return (isHmac ? "hmac-" : "digest-") + algorithm;
  }

  @Override
  public Optional<Read> recognise(ForeignHash hash) throws Refusal {
    if (isHmac) {
      return Optional.empty();
    }
    Matcher ldap = LDAP_FORM.matcher(hash.value());
    if (ldap.matches() && algorithm.equals(LDAP.get(ldap.group(2)))) {
      return Optional.of(ldap(ldap));
    }
    Matcher django = DJANGO.matcher(hash.value());
    if (django.matches() && algorithm.equals(django.group(1))) {
      Fields fields =
          new Fields()
              .put("template", algorithm + "(salt + password)")
              .put("salt", Given.bytes("salt", django.group(2), "text"));
      return Optional.of(new Read(fields, whole(Given.bytes("digest", django.group(3), "hex"))));
    }
    return Optional.empty();
  }

  @Override
  public Read read(ForeignHash hash) throws Refusal {
    Optional<Read> recognised = recognise(hash);
    if (recognised.isPresent()) {
      return recognised.get();
    }
    String template = hash.parameters().get("template");
    if (template == null) {
      throw new Refusal(
          "a plain digest needs a template that says what is digested, such as "
              + name().replace("digest-", "")
              + (isHmac ? "(pepper, password)" : "(salt + password)"));
    }
    Template parsed = Template.parse(template);
    if (!name().equals(family(parsed))) {
      throw new Refusal("the template is none of " + name());
    }
    byte[] salt = Given.salt(hash, "text");
    if (salt.length == 0 && template.contains("salt")) {
      throw new Refusal("the template names a salt, and there is none");
    }
    String encoding = form(parsed) == Template.Form.BASE64 ? "base64" : "hex";
    byte[] expected =
        whole(Given.bytes("value", hash.value(), Given.word(hash, "encoding", encoding)));
    return new Read(new Fields().put("template", template).put("salt", salt), expected);
  }

  @Override
  public boolean isAlwaysWrapped() {
    return true;
  }

  @Override
  public Slow slow(Fields fields) throws Refusal {
    Template template = Template.parse(fields.words("template"));
    if (!name().equals(family(template))) {
      throw new Refusal("the template is none of " + name());
    }
    // What is compared are the bytes of the digest, however they were written.
    Template raw = raw(template);
    byte[] salt = fields.bytes("salt");
    byte[] secret = fields.hasSecret() ? fields.secret() : new byte[0];
    byte[] username = fields.has("username") ? fields.bytes("username") : new byte[0];
    return new Slow(
        Long.toString(template.digests()),
        NANOS * template.digests(),
        password ->
            raw.of(
                Map.of(
                    "password", password, "salt", salt, "pepper", secret, "username", username)));
  }

  /** Names the family of a template by its outermost digest; "" for none. */
  static String family(Template template) {
    return switch (template) {
      case Template.Digest digest -> "digest-" + digest.algorithm();
      case Template.Code code -> "hmac-" + code.algorithm();
      case Template.Variable variable -> "";
      case Template.Literal literal -> "";
      case Template.Sum sum -> "";
      case Template.Changed changed -> "";
    };
  }

  private static Template.Form form(Template template) {
    return switch (template) {
      case Template.Digest digest -> digest.form();
      case Template.Code code -> code.form();
      default -> Template.Form.HEX;
    };
  }

  private static Template raw(Template template) {
    return switch (template) {
      case Template.Digest digest -> rawLast(digest);
      case Template.Code code ->
          new Template.Code(code.algorithm(), Template.Form.RAW, code.key(), code.message());
      default -> template;
    };
  }

  private static Template rawLast(Template.Digest digest) {
    Template inner =
        digest.times() == 1
            ? digest.inner()
            : new Template.Digest(
                digest.algorithm(), digest.form(), digest.times() - 1, digest.inner());
    return new Template.Digest(digest.algorithm(), Template.Form.RAW, 1, inner);
  }

  private Read ldap(Matcher parts) throws Refusal {
    byte[] all = Given.bytes("digest", parts.group(3), "base64");
    int length = Template.digest(algorithm).getDigestLength();
    boolean isSalted = !parts.group(1).isEmpty();
    if (all.length < length || (all.length > length) != isSalted) {
      throw new Refusal("the hash is cut short, or longer than it says");
    }
    Fields fields =
        new Fields()
            .put("template", algorithm + ".base64(password + salt)")
            .put("salt", Arrays.copyOfRange(all, length, all.length));
    return new Read(fields, Arrays.copyOf(all, length));
  }

  private byte[] whole(byte[] expected) throws Refusal {
    if (expected.length != Template.digest(algorithm).getDigestLength()) {
      throw new Refusal("the hash is not as long as a digest by " + algorithm);
    }
    return expected;
  }
}
