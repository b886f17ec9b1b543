package dev.latchkey.adapter.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.adapter.crypto.AesGcmSealer;
import dev.latchkey.adapter.crypto.Argon2Hasher;
import dev.latchkey.adapter.crypto.MasterKey;
import dev.latchkey.adapter.crypto.SystemEntropy;
import dev.latchkey.adapter.crypto.SystemTime;
import dev.latchkey.adapter.foreign.Vectors.Vector;
import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import dev.latchkey.core.credential.ForeignHashes.Reading;
import dev.latchkey.core.credential.ForeignSettings;
import dev.latchkey.core.credential.HashSettings;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.kernel.Password;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hashes of other systems are let in, kept and verified: ADM-14, BRU-19. */
class ForeignHashesTest {
  private static final HashSettings CHEAP = new HashSettings(64, 1, 2, 1000);

  @TempDir static Path directory;
  private static KeptHashes kept;
  private static Argon2Hasher hasher;
  private static ReadForeignHashes reader;

  @BeforeAll
  static void open() {
    SystemEntropy entropy = new SystemEntropy();
    SystemTime time = new SystemTime();
    MasterKey master = MasterKey.openOrCreate(directory.resolve("key"), entropy);
    kept = new KeptHashes(new AesGcmSealer(master, entropy), ForeignSettings.DEFAULT, time);
    hasher = new Argon2Hasher(CHEAP, kept, entropy, time);
    reader = new ReadForeignHashes(kept, hasher);
  }

  @AfterAll
  static void close() {
    hasher.close();
  }

  static List<Vector> vectors() {
    return Vectors.all();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void the_right_password_is_taken_and_no_other(Vector vector) throws HasherBusy {
    String stored = kept(vector.hash()).stored();
    assertThat(verify(vector.password(), stored)).isTrue();
    assertThat(verify(vector.password() + "x", stored))
        .isEqualTo(vector.name().equals("bcrypt 80 bytes"));
    assertThat(verify("x" + vector.password(), stored))
        .isEqualTo(vector.name().equals("bcrypt 80 bytes"));
    assertThat(verify("", stored)).isEqualTo(vector.password().isEmpty());
    assertThat(hasher.isOutdated(stored)).isEqualTo(!stored.startsWith("$argon2id$"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void one_changed_bit_of_the_hash_makes_the_password_wrong(Vector vector) throws HasherBusy {
    String stored = kept(vector.hash()).stored();
    int last = stored.lastIndexOf('$') + 1;
    String usual = stored.substring(last).replace('-', '+').replace('_', '/');
    byte[] bytes = Base64.getDecoder().decode(usual);
    for (int at : new int[] {0, bytes.length / 2, bytes.length - 1}) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      String text = Base64.getEncoder().withoutPadding().encodeToString(changed);
      boolean isUrl = !stored.contains("$argon2");
      String other =
          stored.substring(0, last) + (isUrl ? text.replace('+', '-').replace('/', '_') : text);
      assertThat(other).isNotEqualTo(stored);
      assertThat(verify(vector.password(), other)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void what_is_quick_to_guess_at_is_never_stored_bare(Vector vector) {
    Reading.Kept read = kept(vector.hash());
    boolean isFast =
        read.family().startsWith("digest-")
            || read.family().startsWith("hmac-")
            || read.family().equals("md5-crypt")
            || read.family().equals("phpass");
    if (isFast) {
      assertThat(read.stored()).contains("$$argon2id$v=19$");
    }
    boolean isOurs = !List.of("session-rpc", "argon2-over").contains(read.family());
    if (isOurs && read.stored().contains("$$argon2id$")) {
      assertThat(forms(vector)).noneMatch(read.stored()::contains);
    }
    assertThat(read.toString()).doesNotContain(read.stored());
    assertThat(vector.hash().toString()).doesNotContain(vector.value());
  }

  /** The digest in every encoding in which it could have been left behind. */
  private static List<String> forms(Vector vector) {
    String text = vector.value().substring(vector.value().lastIndexOf('$') + 1);
    String bare = text.replaceAll("^\\{.*\\}", "");
    List<String> forms = new ArrayList<>(List.of(bare));
    byte[] bytes =
        bare.matches("([0-9a-fA-F]{2})+")
            ? HexFormat.of().parseHex(bare)
            : bare.getBytes(StandardCharsets.UTF_8);
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    return forms;
  }

  @Test
  void secrets_of_the_other_system_are_sealed() {
    for (Vector vector : Vectors.all()) {
      String stored = kept(vector.hash()).stored();
      for (String name : List.of("pepper", "signer_key")) {
        String secret = vector.parameters().get(name);
        if (secret == null) {
          continue;
        }
        byte[] bytes =
            name.equals("pepper")
                ? secret.getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(secret);
        assertThat(stored)
            .as(vector.name())
            .contains("sealed=")
            .doesNotContain(secret)
            .doesNotContain(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      }
    }
  }

  @Test
  void a_secret_is_worth_nothing_under_another_master_key() throws HasherBusy {
    SystemEntropy entropy = new SystemEntropy();
    MasterKey other = MasterKey.openOrCreate(directory.resolve("other"), entropy);
    KeptHashes elsewhere =
        new KeptHashes(new AesGcmSealer(other, entropy), ForeignSettings.DEFAULT, new SystemTime());
    Vector peppered = Vectors.named("bcrypt devise pepper");
    String stored = kept(peppered.hash()).stored();
    assertThat(kept.find(stored)).isPresent();
    assertThat(elsewhere.find(stored)).isEmpty();
  }

  @Test
  void every_family_has_a_vector_with_a_source() {
    TreeSet<String> seen =
        Vectors.all().stream()
            .map(vector -> kept(vector.hash()).family())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(reader.families()).containsAll(seen).isSorted();
    TreeSet<String> unseen = new TreeSet<>(reader.families());
    unseen.removeAll(seen);
    // Digests by the same code under another name of the JDK's.
    assertThat(unseen)
        .allMatch(name -> name.matches("(digest|hmac)-(sha224|sha384|sha3-256|sha3-512)"));
    assertThat(Vectors.all()).allSatisfy(vector -> assertThat(vector.source()).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  @Timeout(60)
  void malformed_texts_are_refused_or_harmless_and_never_throw(Vector vector) throws HasherBusy {
    Random random = new Random(vector.name().hashCode());
    String stored = kept(vector.hash()).stored();
    for (int i = 0; i < 40; i++) {
      String other = mutated(vector.value(), random);
      Reading reading = reader.read(new ForeignHash(vector.scheme(), other, vector.parameters()));
      if (reading instanceof Reading.Refused refused) {
        assertThat(refused.why()).isNotBlank().doesNotContain("\n");
        assertThat(refused.why().length()).isLessThan(300);
      }
      String wrecked = mutated(stored, random);
      // Finding is cheap; computing is not, and one in ten is enough.
      kept.find(wrecked);
      if (i % 10 == 0 && !wrecked.equals(stored)) {
        hasher.verify(Password.of("never"), wrecked);
      }
    }
    vector
        .parameters()
        .forEach(
            (name, value) -> {
              Map<String, String> less = new java.util.HashMap<>(vector.parameters());
              less.remove(name);
              reader.read(new ForeignHash(vector.scheme(), vector.value(), less));
              for (int i = 0; i < 10; i++) {
                less.put(name, mutated(value, random));
                reader.read(new ForeignHash(vector.scheme(), vector.value(), less));
              }
            });
  }

  private static String mutated(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    String odd = "$=,0129aZ{}\0 \u00e9\ud83d/+-_.";
    for (int i = 0; i <= random.nextInt(3); i++) {
      int at = random.nextInt(changed.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> changed.insert(at, odd.charAt(random.nextInt(odd.length())));
        case 1 -> changed.setLength(at);
        case 2 -> changed.delete(at, Math.min(changed.length(), at + 1 + random.nextInt(4)));
        default -> {
          if (at < changed.length()) {
            changed.setCharAt(at, odd.charAt(random.nextInt(odd.length())));
          }
        }
      }
    }
    return changed.toString();
  }

  static List<ForeignHash> hostile() {
    String bcrypt = "abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";
    String hash = "A".repeat(43);
    return List.of(
        auto("$2b$31$" + bcrypt),
        auto("$2b$15$" + bcrypt),
        auto("$2x$05$" + bcrypt),
        auto("$2b$03$" + bcrypt),
        auto("pbkdf2_sha256$1000000000$salt$" + hash),
        auto("pbkdf2_sha256$9999999$salt$" + hash),
        auto("pbkdf2_sha256$99999999999999999999$salt$" + hash),
        auto("pbkdf2_sha256$0$salt$" + hash),
        auto("scrypt$1073741824$salt$8$1$" + hash),
        auto("scrypt$16384$salt$1024$1024$" + hash),
        auto("scrypt$262144$salt$8$1$" + hash),
        auto("scrypt$65536$salt$1$1$" + hash),
        auto("scrypt$1000$salt$8$1$" + hash),
        auto("$scrypt$ln=63,r=8,p=1$c2FsdA$" + hash),
        auto("$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$" + hash),
        auto("$argon2i$v=19$m=256,t=1000000,p=1$c29tZXNhbHQ$" + hash),
        auto("$5$rounds=999999999$saltstring$" + hash),
        auto("$6$rounds=99999999999$saltstring$" + hash + hash),
        auto("$P$Zabcdefgh" + "A".repeat(22)),
        auto("$S$Zabcdefgh" + hash),
        new ForeignHash(
            "digest", "0".repeat(32), Map.of("template", "md5^9999999(password)", "salt", "x")),
        new ForeignHash("session-rpc", "$2b$05$" + bcrypt, Map.of("username", "joe")),
        new ForeignHash("md5", "0".repeat(32), Map.of()),
        new ForeignHash("digest-md5", "0".repeat(32), Map.of()),
        new ForeignHash("digest-md5", "0".repeat(30), Map.of("template", "md5(password)")),
        new ForeignHash("digest-md5", "0".repeat(32), Map.of("template", "md5(passwort)")),
        new ForeignHash("digest-md5", "0".repeat(32), Map.of("template", "md5(password")),
        new ForeignHash("digest-md5", "0".repeat(32), Map.of("template", "sha1(password)")),
        new ForeignHash(
            "digest-md5", "0".repeat(32), Map.of("template", "md5(".repeat(60) + "password")),
        new ForeignHash("digest", "0".repeat(32), Map.of("template", "md5(pepper + password)")),
        new ForeignHash("digest", "0".repeat(32), Map.of("template", "md5(username + password)")),
        new ForeignHash(
            "digest", "0".repeat(32), Map.of("template", "md5(password)", "pepper", "x")),
        new ForeignHash("keycloak", "{", Map.of("credential_data", "{}")),
        new ForeignHash("keycloak", "[".repeat(2000), Map.of("credential_data", "{}")),
        auto("0".repeat(32)),
        auto(""),
        auto("$"),
        auto("x".repeat(1_000_000)));
  }

  private static ForeignHash auto(String value) {
    return new ForeignHash("auto", value, Map.of());
  }

  @Test
  @Timeout(10)
  void hostile_costs_and_unknown_texts_are_refused_at_once_with_the_reason() {
    for (ForeignHash hash : hostile()) {
      Reading reading = reader.read(hash);
      assertThat(reading)
          .as(hash.value().substring(0, Math.min(60, hash.value().length())) + hash.parameters())
          .isInstanceOf(Reading.Refused.class);
      String why = ((Reading.Refused) reading).why();
      assertThat(why).isNotBlank().hasLineCount(1);
      if (hash.value().length() > 20) {
        assertThat(why).doesNotContain(hash.value());
      }
    }
  }

  @Test
  void a_reason_says_what_to_do() {
    assertThat(why(auto("$2b$31$" + "a".repeat(53)))).contains("a cost of 31", "new password");
    assertThat(why(auto("scrypt$1073741824$salt$8$1$" + "A".repeat(43)))).contains("128 MiB");
    assertThat(why(new ForeignHash("bcript", "x", Map.of()))).endsWith("did you mean bcrypt?");
    assertThat(why(new ForeignHash("digest-sha1", "0".repeat(40), Map.of())))
        .contains("template")
        .contains("sha1(salt + password)");
  }

  @Test
  @Timeout(10)
  void hostile_costs_are_refused_also_if_they_got_into_the_store() throws HasherBusy {
    String bytes = "A".repeat(43);
    for (String stored :
        List.of(
            "$bcrypt$31$cost=31,salt=AAAAAAAAAAAAAAAAAAAAAA$" + bytes,
            "$pbkdf2-sha256$1$rounds=10000000,bytes=32,salt=AAAA$" + bytes,
            "$pbkdf2-sha256$1$rounds=1000000000,bytes=32,salt=AAAA$" + bytes,
            "$scrypt$1$n=1073741824,r=8,p=1,bytes=32,salt=AAAA$" + bytes,
            "$scrypt-firebase$1$memory=30,rounds=8,salt=AAAA,sealed=AAAA$" + bytes,
            "$phpass$1$log=30,salt=YWJjZGVmZ2g$" + bytes,
            "$nosuch$1$salt=AAAA$" + bytes,
            "$bcrypt$5$cost=5$" + bytes,
            "$bcrypt$5$cost=5,salt=AAAAAAAAAAAAAAAAAAAAAA$",
            "$bcrypt$5$$" + bytes)) {
      assertThat(kept.find(stored)).as(stored).isEmpty();
      assertThat(hasher.verify(Password.of("x"), stored)).isFalse();
    }
  }

  @Test
  void bcrypt_looks_at_72_bytes_as_it_did_elsewhere() throws HasherBusy {
    String stored = kept(Vectors.named("bcrypt 80 bytes").hash()).stored();
    assertThat(verify("x".repeat(72), stored)).isTrue();
    assertThat(verify("x".repeat(72) + "something else", stored)).isTrue();
    assertThat(verify("x".repeat(71), stored)).isFalse();
  }

  @Test
  void a_zero_byte_ends_a_password_only_where_it_did_elsewhere() throws HasherBusy {
    Vector vector = Vectors.named("published bcrypt a");
    String bare = kept(vector.hash()).stored();
    String cut = kept(new ForeignHash("bcrypt", vector.value(), Map.of("nul", "cut"))).stored();
    assertThat(verify("a\0b", bare)).isFalse();
    assertThat(verify("a\0b", cut)).isTrue();
    assertThat(verify("a", cut)).isTrue();
    assertThat(verify("b", cut)).isFalse();
  }

  @Test
  void a_password_as_long_as_any_is_judged_in_time_by_every_family() throws HasherBusy {
    Password longest = Password.of("x".repeat(Password.MAX_BYTES));
    for (Vector vector : Vectors.all()) {
      String stored = kept(vector.hash()).stored();
      long begun = System.nanoTime();
      boolean matches = hasher.verify(longest, stored);
      assertThat(matches).isEqualTo(vector.name().equals("bcrypt 80 bytes"));
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .as(vector.name())
          .isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void a_switched_off_family_is_refused_from_its_day_on() throws HasherBusy {
    dev.latchkey.kernel.MovedTime time = new dev.latchkey.kernel.MovedTime();
    SystemEntropy entropy = new SystemEntropy();
    MasterKey master = MasterKey.openOrCreate(directory.resolve("key"), entropy);
    ForeignSettings settings =
        new ForeignSettings(
            List.of(
                new ForeignSettings.Until("bcrypt=2026-03-02"),
                new ForeignSettings.Until("argon2i=2026-03-02"),
                new ForeignSettings.Until("all=2026-03-04")));
    KeptHashes dated = new KeptHashes(new AesGcmSealer(master, entropy), settings, time);
    try (Argon2Hasher other = new Argon2Hasher(CHEAP, dated, entropy, new SystemTime())) {
      ReadForeignHashes in = new ReadForeignHashes(dated, other);
      Map<String, Boolean> before = judged(in, other, "bcrypt 2b", "argon2i", "argon2id", "apr1");
      assertThat(before.values()).containsOnly(true);
      time.move(Duration.ofDays(1));
      assertThat(judged(in, other, "bcrypt 2b", "argon2i"))
          .containsValues(false)
          .doesNotContainValue(true);
      assertThat(judged(in, other, "argon2id", "apr1")).doesNotContainValue(false);
      assertThat(((Reading.Refused) in.read(Vectors.named("bcrypt 2b").hash())).why())
          .contains("bcrypt", "2026-03-02", "new password");
      time.move(Duration.ofDays(2));
      assertThat(judged(in, other, "apr1")).doesNotContainValue(true);
      assertThat(judged(in, other, "argon2id")).doesNotContainValue(false);
    }
  }

  /** Says of each whether its right password is taken, of a hash that is stored already. */
  private static Map<String, Boolean> judged(ReadForeignHashes in, Argon2Hasher by, String... names)
      throws HasherBusy {
    Map<String, Boolean> judged = new java.util.LinkedHashMap<>();
    for (String name : names) {
      Vector vector = Vectors.named(name);
      boolean isTaken = by.verify(Password.of(vector.password()), kept(vector.hash()).stored());
      assertThat(in.read(vector.hash()) instanceof Reading.Kept).as(name).isEqualTo(isTaken);
      judged.put(name, isTaken);
    }
    return judged;
  }

  private static boolean verify(String password, String stored) throws HasherBusy {
    return hasher.verify(Password.of(password), stored);
  }

  private static Reading.Kept kept(ForeignHash hash) {
    Reading reading = reader.read(hash);
    if (reading instanceof Reading.Refused refused) {
      throw new AssertionError(refused.why());
    }
    return (Reading.Kept) reading;
  }

  private static String why(ForeignHash hash) {
    return ((Reading.Refused) reader.read(hash)).why();
  }
}
