package dev.latchkey.adapter.foreign;

import dev.latchkey.adapter.foreign.Family.Read;
import dev.latchkey.core.credential.ForeignHashes;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.credential.PasswordHasher;
import dev.latchkey.kernel.Nearest;
import dev.latchkey.kernel.Password;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets hashes of other systems in, those that can be verified here at a bearable cost. */
public final class ReadForeignHashes implements ForeignHashes {
  /** What takes less is quick to guess at, and wrapped. */
  private static final long SLOW_NANOS = 10_000_000;

  private static final int LONGEST = 2048;

  /** How often a busy machine is asked again; each pause is a second or more. */
  private static final int PATIENCE = 120;

  private static final String ARGON2 = "argon2";
  private static final String KEYCLOAK = "keycloak";
  private static final String IDENTITY = "aspnet-identity";

  /** What some systems write before a hash that says itself what it is. */
  private static final Pattern LABEL =
      Pattern.compile(
          "(?:argon2(?=\\$argon2)|\\{(?:[A-Za-z0-9-]*[Cc][Rr][Yy][Pp][Tt]|ARGON2(?:ID?|D)?|argon2)\\})"
              + "(?=.)(.*)",
          Pattern.DOTALL);

  private static final String SESSION_RPC = "sha3-512.base64(password + lower(username))";
  private static final String PEPPER_BEHIND = "password + pepper";

  private final KeptHashes kept;
  private final PasswordHasher hasher;

  /**
   * Makes one.
   *
   * @param kept computes what is let in
   * @param hasher wraps digests that are quick to guess at
   */
  public ReadForeignHashes(KeptHashes kept, PasswordHasher hasher) {
    this.kept = kept;
    this.hasher = hasher;
  }

  @Override
  public List<String> families() {
    return Families.names();
  }

  @Override
  public Reading read(ForeignHash hash) {
    try {
      if (hash.value().length() > LONGEST) {
        throw new Refusal("the hash is longer than " + LONGEST + " characters");
      }
      return readable(stripped(hash));
    } catch (Refusal refusal) {
      return new Reading.Refused(refusal.why());
    }
  }

  private static ForeignHash stripped(ForeignHash hash) throws Refusal {
    if (hash.scheme().equals(KEYCLOAK)) {
      return KeycloakCredential.read(hash);
    }
    Matcher label = LABEL.matcher(hash.value());
    return label.matches()
        ? new ForeignHash(hash.scheme(), label.group(1), hash.parameters())
        : hash;
  }

  private Reading readable(ForeignHash hash) throws Refusal {
    String scheme = hash.scheme();
    boolean isNamedArgon2 = scheme.equals(ARGON2) || Families.ARGON2.contains(scheme);
    if (scheme.equals(Families.SESSION_RPC) || scheme.equals(Families.ARGON2_OVER)) {
      return overArgon2(scheme, hash);
    }
    if (isNamedArgon2
        || (scheme.equals(ForeignHash.AUTO) && hash.value().startsWith("$" + ARGON2))) {
      return hasInput(hash) ? overArgon2(Families.ARGON2_OVER, hash) : argon2(hash);
    }
    return scheme.equals(ForeignHash.AUTO) || scheme.equals(IDENTITY)
        ? recognised(hash)
        : named(hash);
  }

  private Reading argon2(ForeignHash hash) throws Refusal {
    String family = KeptText.family(hash.value());
    refuseSwitchedOff(family);
    if (!Families.ARGON2.contains(family)
        || (Families.ARGON2.contains(hash.scheme()) && !hash.scheme().equals(family))) {
      throw new Refusal("this is no Argon2 hash in PHC string format, $argon2id$v=19$m=…");
    }
    refuseUnreadable(hash.value());
    return new Reading.Kept(hash.value(), family);
  }

  private Reading overArgon2(String name, ForeignHash hash) throws Refusal {
    Family family = Families.of(name).orElseThrow();
    refuseSwitchedOff(name);
    refuseUnreadable(hash.value());
    Fields fields = new Fields();
    if (name.equals(Families.SESSION_RPC)) {
      KeptHashes.putInput(fields, SESSION_RPC);
      fields.put("username", username(hash));
    } else {
      putInput(hash, fields);
    }
    Slow slow = KeptHashes.prepare(family, fields);
    return new Reading.Kept(kept.write(family, slow, fields, hash.value()), name);
  }

  private void refuseUnreadable(String phc) throws Refusal {
    if (!hasher.isReadable(phc)) {
      throw new Refusal(
          "this Argon2 hash is malformed or not bearable: at most 256 MiB, 16 passes and 16 lanes,"
              + " salts of 8 to 64 and hashes of 16 to 64 bytes");
    }
  }

  private Reading recognised(ForeignHash hash) throws Refusal {
    for (Family family : Families.inOrder()) {
      Optional<Read> read = family.recognise(hash);
      if (read.isPresent()) {
        return taken(family, hash, read.get());
      }
    }
    throw new Refusal(
        "the hash does not say what it is, or is of no family that is read here; name its scheme");
  }

  private Reading named(ForeignHash hash) throws Refusal {
    String name = scheme(hash);
    Family family =
        Families.of(name)
            .orElseThrow(
                () ->
                    new Refusal(
                        "there is no scheme \""
                            + shown(name)
                            + "\""
                            + Nearest.hint(name, new TreeSet<>(Families.names()))));
    return taken(family, hash, family.read(hash));
  }

  /** Names a digest by its template where the scheme says no more than that it is one. */
  private static String scheme(ForeignHash hash) throws Refusal {
    String template = hash.parameters().get("template");
    boolean isGeneral = hash.scheme().equals("digest") || hash.scheme().equals("hmac");
    if (!isGeneral || template == null) {
      return hash.scheme();
    }
    String family = PlainDigest.family(Template.parse(template));
    if (!family.startsWith(hash.scheme())) {
      throw new Refusal("the template is no " + hash.scheme());
    }
    return family;
  }

  private Reading taken(Family family, ForeignHash hash, Read read) throws Refusal {
    refuseSwitchedOff(family.name());
    Fields fields = read.fields();
    putInput(hash, fields, family);
    Slow slow = KeptHashes.prepare(family, fields);
    String text =
        family.isAlwaysWrapped() || slow.nanos() < SLOW_NANOS
            ? wrap(read.expected())
            : Base64.getUrlEncoder().withoutPadding().encodeToString(read.expected());
    return new Reading.Kept(kept.write(family, slow, fields, text), family.name());
  }

  private static void putInput(ForeignHash hash, Fields fields, Family family) throws Refusal {
    if (!(family instanceof PlainDigest)) {
      putInput(hash, fields);
      return;
    }
    putNamed(hash, fields, fields.words("template"));
  }

  private static boolean hasInput(ForeignHash hash) {
    return hash.parameters().containsKey("template") || hash.parameters().containsKey("pepper");
  }

  private static void putInput(ForeignHash hash, Fields fields) throws Refusal {
    if (!hasInput(hash)) {
      return;
    }
    if (fields.hasSecret()) {
      throw new Refusal("a hash of this scheme has no template and no pepper");
    }
    String template = Given.word(hash, "template", PEPPER_BEHIND);
    Template.parse(template);
    KeptHashes.putInput(fields, template);
    putNamed(hash, fields, template);
  }

  /** Adds what a template names besides password and salt. */
  private static void putNamed(ForeignHash hash, Fields fields, String template) throws Refusal {
    if (hash.parameters().containsKey("pepper")) {
      fields.secret(pepper(hash));
    }
    if (template.contains("pepper") != fields.hasSecret()) {
      throw new Refusal("a pepper is given and the template does not name it, or the other way");
    }
    if (template.contains("username")) {
      fields.put("username", username(hash));
    }
  }

  private static byte[] pepper(ForeignHash hash) throws Refusal {
    return Given.bytes(
        "pepper", Given.word(hash, "pepper", ""), Given.word(hash, "pepper_encoding", "text"));
  }

  private static byte[] username(ForeignHash hash) throws Refusal {
    String name = Given.word(hash, "username", "");
    if (name.isEmpty()) {
      throw new Refusal("the hash was made with the username, so it needs the parameter username");
    }
    return Given.bytes("username", name, "text");
  }

  private String wrap(byte[] digest) throws Refusal {
    Password text = Password.of(new String(KeptHashes.wrapped(digest), StandardCharsets.US_ASCII));
    for (int i = 0; i < PATIENCE; i++) {
      try {
        return hasher.hash(text);
      } catch (HasherBusy busy) {
        pause(busy);
      }
    }
    throw new Refusal("the machine was too busy to wrap the hash; try again");
  }

  private static void pause(HasherBusy busy) throws Refusal {
    try {
      Thread.sleep(busy.retryAfter());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal("the reading was interrupted");
    }
  }

  private void refuseSwitchedOff(String family) throws Refusal {
    Optional<LocalDate> since = kept.switchedOff(family);
    if (since.isPresent()) {
      throw new Refusal(
          "hashes of "
              + family
              + " are switched off since "
              + since.get()
              + "; its owner has to set a new password");
    }
  }

  private static String shown(String name) {
    return name.length() > 40 ? name.substring(0, 40) + "…" : name;
  }
}
