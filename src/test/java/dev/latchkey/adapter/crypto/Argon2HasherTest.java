package dev.latchkey.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.credential.ForeignChecks;
import dev.latchkey.core.credential.HashSettings;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.kernel.MovedTime;
import dev.latchkey.kernel.Password;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2HasherTest {
  private static final HashSettings CHEAP = new HashSettings(256, 2, 2, 1000);
  private static final Password RIGHT = Password.of("correct horse battery staple");
  private static final Password WRONG = Password.of("incorrect");

  private final List<String> work = Collections.synchronizedList(new ArrayList<>());
  private final SystemEntropy entropy = new SystemEntropy();
  private final Argon2Hasher hasher = hasher(CHEAP);

  @AfterEach
  void close() {
    hasher.close();
  }

  @Test
  void the_default_cost_is_that_of_the_house_and_is_written_in_phc_format() throws HasherBusy {
    try (Argon2Hasher today = hasher(HashSettings.DEFAULT)) {
      String encoded = today.hash(RIGHT);
      assertThat(encoded)
          .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
      assertThat(today.verify(RIGHT, encoded)).isTrue();
      assertThat(today.verify(WRONG, encoded)).isFalse();
      assertThat(today.isOutdated(encoded)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a", "\0", "a\0b", "\u00e9", "e\u0301", "\ud83d\ude00", "\u2126"})
  void a_password_is_taken_exactly_as_typed(String typed) throws HasherBusy {
    String encoded = hasher.hash(Password.of(typed));
    assertThat(hasher.verify(Password.of(typed), encoded)).isTrue();
    for (String other : List.of(typed + " ", typed + "\0", "\0" + typed, typed + "x")) {
      assertThat(hasher.verify(Password.of(other), encoded)).isFalse();
    }
    assertThat(hasher.verify(Password.of("\u00c9"), encoded)).isFalse();
  }

  @Test
  void composed_and_decomposed_letters_are_different_passwords() throws HasherBusy {
    assertThat(hasher.verify(Password.of("e\u0301"), hasher.hash(Password.of("\u00e9")))).isFalse();
  }

  @Test
  void the_last_of_many_characters_counts() throws HasherBusy {
    String long4096 = "x".repeat(Password.MAX_BYTES - 1);
    String encoded = hasher.hash(Password.of(long4096 + "a"));
    assertThat(hasher.verify(Password.of(long4096 + "a"), encoded)).isTrue();
    assertThat(hasher.verify(Password.of(long4096 + "b"), encoded)).isFalse();
    assertThat(hasher.verify(Password.of(long4096), encoded)).isFalse();
  }

  @Test
  void equal_passwords_have_different_hashes() throws HasherBusy {
    assertThat(hasher.hash(RIGHT)).isNotEqualTo(hasher.hash(RIGHT));
  }

  /** Published test values of the reference implementation, for "password" and "somesalt". */
  @ParameterizedTest
  @CsvSource({
    "argon2id, 19, 1, 9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
    "argon2id, 19, 2, 6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
    "argon2i, 19, 1, 89e9029f4637b295beb027056a7336c414fadd43f6b208645281cb214a56452f",
    "argon2i, 19, 2, 4ff5ce2769a1d7f4c8a491df09d41a9fbe90e5eb02155a13e4c01e20cd4eab61",
    "argon2i, 16, 1, fd4dd83d762c49bdeaf57c47bdcd0c2f1babf863fdeb490df63ede9975fccf06",
    "argon2i, 16, 2, b6c11560a6a9d61eac706b79a2f97d68b4463aa3ad87e00c07e2b01e90c564fb"
  })
  void hashes_from_elsewhere_are_verified(String kind, int version, int lanes, String hash)
      throws HasherBusy {
    String encoded =
        "$" + kind + "$v=" + version + "$m=256,t=2,p=" + lanes + "$c29tZXNhbHQ$" + base64(hash);
    for (Argon2 argon2 : List.of(nativeArgon2(), new JavaArgon2())) {
      try (Argon2Hasher other =
          new Argon2Hasher(CHEAP, ForeignChecks.NONE, entropy, new MovedTime(), () -> argon2)) {
        assertThat(other.verify(Password.of("password"), encoded)).isTrue();
        assertThat(other.verify(Password.of("Password"), encoded)).isFalse();
        assertThat(other.verify(Password.of(""), encoded)).isFalse();
      }
    }
  }

  @Test
  void a_hash_without_a_version_is_of_the_first() throws HasherBusy {
    String hash = base64("fd4dd83d762c49bdeaf57c47bdcd0c2f1babf863fdeb490df63ede9975fccf06");
    assertThat(hasher.verify(Password.of("password"), "$argon2i$m=256,t=2,p=1$c29tZXNhbHQ$" + hash))
        .isTrue();
  }

  @Test
  void native_code_and_java_compute_the_same() throws HasherBusy {
    Argon2 java = new JavaArgon2();
    for (int round = 0; round < 20; round++) {
      byte[] password = entropy.bytes(round * 7);
      byte[] salt = entropy.bytes(16);
      assertThat(nativeArgon2().hash(password, salt, 8 + round * 13, 1 + round % 3))
          .isEqualTo(java.hash(password, salt, 8 + round * 13, 1 + round % 3));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "password",
        "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
        "$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=262145,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=256,t=17,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=256,t=99999999999,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=256,t=2,p=17$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=8,t=2,p=2$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=0,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=-1,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=0256,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=18$m=256,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=256,t=2,p=1$c2FsdA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$AAAA",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAB",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA==",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=256,t=2,p=1,keyid=AA$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2x$v=19$m=256,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA\n"
      })
  void what_is_no_bearable_hash_is_refused_for_the_work_of_nobody(String encoded)
      throws HasherBusy {
    assertThat(hasher.verify(RIGHT, encoded)).isFalse();
    assertThat(work).containsExactly("matches ARGON2ID 19 256 2 1 salt 16 hash 32");
  }

  @Test
  void over_long_parts_are_refused_for_the_work_of_nobody() throws HasherBusy {
    String head = "$argon2id$v=19$m=256,t=2,p=1$";
    String longPart = "AAAA".repeat(22);
    assertThat(hasher.verify(RIGHT, head + longPart + "$" + "A".repeat(22))).isFalse();
    assertThat(hasher.verify(RIGHT, head + "c29tZXNhbHQ$" + longPart)).isFalse();
    assertThat(hasher.verify(RIGHT, head + "c29tZXNhbHQ$" + "A".repeat(1_000_000))).isFalse();
    assertThat(work).hasSize(3).allMatch(line -> line.endsWith("256 2 1 salt 16 hash 32"));
  }

  @Test
  void a_decoy_is_the_work_of_a_wrong_guess() throws HasherBusy {
    String encoded = hasher.hash(RIGHT);
    work.clear();
    hasher.verify(WRONG, encoded);
    List<String> guess = List.copyOf(work);
    work.clear();
    hasher.decoy(WRONG);
    assertThat(work).isEqualTo(guess).hasSize(1);
  }

  @Test
  void a_wrong_guess_at_a_cheaper_hash_does_the_missing_work() throws HasherBusy {
    String encoded;
    try (Argon2Hasher earlier = hasher(new HashSettings(64, 1, 1, 10))) {
      encoded = earlier.hash(RIGHT);
    }
    work.clear();
    hasher.verify(WRONG, encoded);
    assertThat(work)
        .containsExactly("matches ARGON2ID 19 64 1 1 salt 16 hash 32", "hash 224 2 salt 16");
  }

  @ParameterizedTest
  @CsvSource({
    "256, 2, false",
    "512, 2, false",
    "256, 3, false",
    "255, 2, true",
    "256, 1, true",
    "512, 1, true"
  })
  void a_hash_below_todays_cost_is_outdated(int memory, int passes, boolean outdated)
      throws HasherBusy {
    try (Argon2Hasher other = hasher(new HashSettings(memory, passes, 1, 10))) {
      assertThat(hasher.isOutdated(other.hash(RIGHT))).isEqualTo(outdated);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2d$v=19$m=256,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA"
      })
  void another_variant_is_outdated(String encoded) {
    assertThat(hasher.isOutdated(encoded)).isTrue();
  }

  @Test
  void the_library_is_not_loaded_before_it_is_needed() throws HasherBusy {
    List<String> loads = new ArrayList<>();
    try (Argon2Hasher lazy =
        new Argon2Hasher(
            CHEAP,
            ForeignChecks.NONE,
            entropy,
            new MovedTime(),
            () -> {
              loads.add("loaded");
              return nativeArgon2();
            })) {
      assertThat(loads).isEmpty();
      lazy.warmUp();
      lazy.hash(RIGHT);
      assertThat(loads).hasSize(1);
    }
  }

  @Test
  void nothing_secret_is_printed() throws HasherBusy {
    assertThat(Phc.parse(hasher.hash(RIGHT)).orElseThrow()).hasToString("[hash]");
  }

  private Argon2Hasher hasher(HashSettings settings) {
    return new Argon2Hasher(
        settings, ForeignChecks.NONE, entropy, new SystemTime(), () -> new Noted(work));
  }

  private static Argon2 nativeArgon2() {
    return Loaded.ARGON2;
  }

  private static String base64(String hex) {
    return java.util.Base64.getEncoder()
        .withoutPadding()
        .encodeToString(HexFormat.of().parseHex(hex));
  }

  /** Loads the library once for all tests. */
  private static final class Loaded {
    private static final Argon2 ARGON2;

    static {
      try {
        ARGON2 = NativeArgon2.load();
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  /** Computes, and notes what it was asked for. */
  private record Noted(List<String> work) implements Argon2 {
    @Override
    public byte[] hash(byte[] password, byte[] salt, int memoryKib, int passes) throws HasherBusy {
      work.add("hash " + memoryKib + " " + passes + " salt " + salt.length);
      return nativeArgon2().hash(password, salt, memoryKib, passes);
    }

    @Override
    public boolean matches(byte[] password, Phc phc) throws HasherBusy {
      work.add(
          "matches %s %d %d %d %d salt %d hash %d"
              .formatted(
                  phc.kind(),
                  phc.version(),
                  phc.memoryKib(),
                  phc.passes(),
                  phc.lanes(),
                  phc.salt().length,
                  phc.hash().length));
      return nativeArgon2().matches(password, phc);
    }
  }
}
