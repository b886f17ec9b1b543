package dev.latchkey.adapter.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** All families of hashes, by name. */
public final class Families {
  /** The original of the contract {@code session-rpc}: Argon2id over a digest with the name. */
  static final String SESSION_RPC = "session-rpc";

  /** Argon2 with something done to the password before. */
  static final String ARGON2_OVER = "argon2-over";

  /** Every variant of Argon2, in PHC string format, which needs no family here. */
  static final List<String> ARGON2 = List.of("argon2d", "argon2i", "argon2id");

  private static final Map<String, Family> ALL = all();

  private Families() {}

  /**
   * Names all that can be read.
   *
   * @return in alphabetical order
   */
  public static List<String> names() {
    TreeSet<String> names = new TreeSet<>(ALL.keySet());
    names.addAll(ARGON2);
    return List.copyOf(names);
  }

  /**
   * Names those that can be switched off: all but the one that new hashes are made with.
   *
   * @return in alphabetical order
   */
  public static List<String> switchable() {
    return names().stream().filter(name -> !name.equals("argon2id")).toList();
  }

  static Optional<Family> of(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** Gives all, in the order in which they are asked whether they know a text. */
  static List<Family> inOrder() {
    return List.copyOf(ALL.values());
  }

  private static Map<String, Family> all() {
    List<Family> all = new ArrayList<>();
    all.add(new Bcrypt());
    all.add(new Pbkdf2("sha1", 20, 350));
    all.add(new Pbkdf2("sha256", 32, 400));
    all.add(new Pbkdf2("sha512", 64, 800));
    all.add(new Scrypt());
    all.add(new FirebaseScrypt());
    all.add(Crypt.md5());
    all.add(Crypt.sha256());
    all.add(Crypt.sha512());
    all.add(new Phpass());
    for (String algorithm : Template.DIGESTS.keySet().stream().sorted().toList()) {
      all.add(new PlainDigest(algorithm, false));
      all.add(new PlainDigest(algorithm, true));
    }
    all.add(new OverArgon2(SESSION_RPC));
    all.add(new OverArgon2(ARGON2_OVER));
    Map<String, Family> byName = new LinkedHashMap<>();
    all.forEach(family -> byName.put(family.name(), family));
    return byName;
  }
}
