package dev.latchkey.adapter.foreign;

import dev.latchkey.core.credential.ForeignChecks;
import dev.latchkey.core.credential.ForeignSettings;
import dev.latchkey.kernel.Sealer;
import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Computes the hashes that {@link ReadForeignHashes} let in. */
public final class KeptHashes implements ForeignChecks {
  /** The name under which a sealed secret stands among the fields. */
  private static final String SEALED = "sealed";

  private static final String INPUT = "input";

  private final Secrets secrets;
  private final ForeignSettings settings;
  private final Time time;

  /**
   * Makes one.
   *
   * @param sealer opens the secrets of other systems
   * @param settings which families are switched off, and when
   * @param time the clock
   */
  public KeptHashes(Sealer sealer, ForeignSettings settings, Time time) {
    this.secrets = new Secrets(sealer);
    this.settings = settings;
    this.time = time;
  }

  @Override
  public Optional<Check> find(String stored) {
    if (isSwitchedOff(stored)) {
      return Optional.empty();
    }
    Optional<KeptText> kept = KeptText.parse(stored);
    Optional<Fields> fields = kept.flatMap(text -> Fields.parse(text.fields()));
    Optional<Family> family = kept.flatMap(text -> Families.of(text.family()));
    if (fields.isEmpty() || family.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (fields.get().has(SEALED)) {
        fields.get().secret(secrets.open(fields.get().raw(SEALED)));
      }
      return Optional.of(check(kept.get(), family.get(), fields.get()));
    } catch (Refusal | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isSwitchedOff(String stored) {
    return switchedOff(KeptText.family(stored)).isPresent();
  }

  /** Says since when a family is switched off; nothing if it is not, or not yet. */
  Optional<LocalDate> switchedOff(String family) {
    LocalDate today = LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
    return Families.switchable().contains(family)
        ? settings.until(family).filter(date -> !today.isBefore(date))
        : Optional.empty();
  }

  /**
   * Prepares a computation, with what is done to the password before.
   *
   * @throws Refusal if the fields are no good or the cost is not bearable
   */
  static Slow prepare(Family family, Fields fields) throws Refusal {
    Slow slow = family.slow(fields).bearable();
    if (!fields.has(INPUT)) {
      return slow;
    }
    Template template = Template.parse(fields.words(INPUT));
    Map<String, byte[]> known = new HashMap<>();
    for (String name : new String[] {"salt", "username"}) {
      if (fields.has(name)) {
        known.put(name, fields.bytes(name));
      }
    }
    if (fields.hasSecret()) {
      known.put("pepper", fields.secret());
    }
    return new Slow(
        slow.cost(),
        slow.nanos(),
        password -> {
          Map<String, byte[]> variables = new HashMap<>(known);
          variables.put("password", password);
          return slow.computation().of(template.of(variables));
        });
  }

  /** Adds what is done to the password before. */
  static void putInput(Fields fields, String template) {
    fields.put(INPUT, template);
  }

  /** Writes the text to store. */
  String write(Family family, Slow slow, Fields fields, String hash) {
    if (!fields.hasSecret()) {
      return new KeptText(family.name(), slow.cost(), fields.text(), hash).text();
    }
    try {
      String sealed = SEALED + "=" + secrets.seal(fields.secret());
      String text = fields.text();
      String all = text.isEmpty() ? sealed : text + "," + sealed;
      return new KeptText(family.name(), slow.cost(), all, hash).text();
    } catch (Refusal e) {
      throw new IllegalStateException(e);
    }
  }

  private static Check check(KeptText kept, Family family, Fields fields) throws Refusal {
    Slow slow = prepare(family, fields);
    String kind = kept.family() + "$" + slow.cost();
    Duration work = Duration.ofNanos(slow.nanos());
    if (!kept.isWrapped()) {
      byte[] expected = Base64.getUrlDecoder().decode(kept.hash());
      if (expected.length == 0) {
        throw new Refusal("the hash is empty");
      }
      return new Check(kind, work, slow.computation(), expected, null);
    }
    Computation computation =
        family instanceof OverArgon2
            ? slow.computation()
            : password -> wrapped(slow.computation().of(password));
    return new Check(kind, work, computation, new byte[0], kept.hash());
  }

  /** Writes what Argon2 is given: a text, since passwords are texts. */
  static byte[] wrapped(byte[] digest) {
    return Base64.getEncoder().encode(digest);
  }
}
