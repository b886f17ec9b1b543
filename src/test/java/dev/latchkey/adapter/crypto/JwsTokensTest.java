package dev.latchkey.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.MACVerifier;
import dev.latchkey.core.token.MakeKey;
import dev.latchkey.core.token.StoredKeys;
import dev.latchkey.core.token.StoredKeys.StoredKey;
import dev.latchkey.kernel.MovedTime;
import dev.latchkey.kernel.StartProblem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwsTokensTest {
  private static final byte[] GOLDEN_KEY = ascii("probe-secret-not-real-0123456789abcdef");
  private static final String GOLDEN_HEADER = "{\"alg\":\"HS256\"}";
  private static final String GOLDEN_PAYLOAD =
      "{\"exp\":4102444800,\"user_id\":385,\"uid\":\"c8edb87c-c114-4284-ad8d-7d7b619130d2\","
          + "\"ruid\":\"7c5e150b-6445-495e-bd89-d4d442ff813a\"}";
  private static final String GOLDEN =
      "eyJhbGciOiJIUzI1NiJ9."
          + "eyJleHAiOjQxMDI0NDQ4MDAsInVzZXJfaWQiOjM4NSwidWlkIjoiYzhlZGI4N2MtYzExNC00Mjg0LWFkOGQt"
          + "N2Q3YjYxOTEzMGQyIiwicnVpZCI6IjdjNWUxNTBiLTY0NDUtNDk1ZS1iZDg5LWQ0ZDQ0MmZmODEzYSJ9."
          + "pV2zgEU-FeWBQy4OgsH8cMbUxfQjnAsyahRP0b--ZVI";
  private static final String DEVICE_HEADER = "{\"typ\":\"JWT\",\"alg\":\"HS256\"}";

  private final MovedTime time = new MovedTime();
  private final SystemEntropy entropy = new SystemEntropy();
  private final AesGcmSealer sealer = new AesGcmSealer(MasterKey.of(new byte[32]), entropy);
  private final KeptKeys kept = new KeptKeys();
  private final JwsTokens tokens = under(GOLDEN_KEY);

  @Test
  void the_original_libraries_token_is_written_byte_for_byte() {
    assertThat(tokens.sign(GOLDEN_HEADER, GOLDEN_PAYLOAD)).isEqualTo(GOLDEN);
  }

  @Test
  void the_original_libraries_token_is_verified() {
    assertThat(tokens.verify(GOLDEN)).contains(GOLDEN_PAYLOAD);
  }

  @Test
  void both_documented_headers_stand_in_the_token_as_they_were_given() {
    assertThat(tokens.sign(GOLDEN_HEADER, "{\"exp\":1604596361}"))
        .startsWith("eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE2MDQ1OTYzNjF9.");
    String device = tokens.sign(DEVICE_HEADER, "{\"id\":1049}");
    assertThat(device).startsWith("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpZCI6MTA0OX0.");
    assertThat(tokens.verify(device)).contains("{\"id\":1049}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpZCI6MTA0OX0"
            + ".B0X5T35HnHJ_2AxoKp6CeiTTq2n_lcoHc5X7hNGdFo0",
        "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE2MDQ1OTYzNjEsInVzZXJfaWQiOjM4NSwidWlkIjoiYzhlZGI4N2MtYzEx"
            + "NC00Mjg0LWFkOGQtN2Q3YjYxOTEzMGQyIiwicnVpZCI6IjdjNWUxNTBiLTY0NDUtNDk1ZS1iZDg5LWQ0ZDQ0"
            + "MmZmODEzYSJ9.gDMlJC4viWI-2BxmklNe8E5992BdbDccwePtwTS9tU0"
      })
  void the_documents_examples_have_the_right_form_and_a_foreign_signature(String example) {
    assertThat(JwsForm.parse(example)).isPresent();
    assertThat(tokens.verify(example)).isEmpty();
  }

  @Test
  void another_library_agrees_on_what_was_signed() throws ParseException, JOSEException {
    JWSObject read = JWSObject.parse(tokens.sign(DEVICE_HEADER, "{\"id\":\"\u00e9\ud83d\ude00\"}"));
    assertThat(read.verify(new MACVerifier(GOLDEN_KEY))).isTrue();
    assertThat(read.getPayload()).hasToString("{\"id\":\"\u00e9\ud83d\ude00\"}");
  }

  // TOK-01

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"None\"}",
        "{\"alg\":\"nOnE\"}",
        "{\"alg\":\"\"}",
        "{\"alg\":\"hs256\"}",
        "{\"alg\":\"HS256 \"}",
        "{\"alg\":\"HS384\"}",
        "{\"alg\":\"HS512\"}",
        "{\"alg\":\"RS256\"}",
        "{\"alg\":\"ES256\"}",
        "{\"alg\":[\"HS256\"]}",
        "{\"alg\":{\"HS256\":1}}",
        "{\"alg\":null}",
        "{\"alg\":true}",
        "{\"alg\":256}",
        "{\"Alg\":\"HS256\"}",
        "{}",
        "[]",
        "null",
        "\"HS256\"",
        "\"alg\"",
        "[\"alg\",\"HS256\"]",
        "{\"alg\":\"HS256\"",
        "{\"alg\":\"HS256\"}}",
        "{\"alg\":\"HS256\"} {}",
        "{\"alg\":\"HS256\",}",
        "{'alg':'HS256'}",
        "{alg:\"HS256\"}",
        "{alg:HS256}",
        "{\"alg\"=\"HS256\"}",
        "{\"alg\":\"HS256\";\"typ\":\"JWT\"}",
        "/**/{\"alg\":\"HS256\"}",
        ")]}'\n{\"alg\":\"HS256\"}"
      })
  void no_header_but_one_that_names_hs256_is_taken(String header) {
    assertThat(tokens.verify(signed(GOLDEN_KEY, header, "{}"))).isEmpty();
    assertThatThrownBy(() -> tokens.sign(header, "{}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_missing_part_is_refused() {
    String[] parts = GOLDEN.split("\\.");
    List<String> broken =
        List.of(
            "",
            ".",
            "..",
            "...",
            parts[0] + "." + parts[1],
            parts[0] + "." + parts[1] + ".",
            parts[0] + ".." + parts[2],
            "." + parts[1] + "." + parts[2],
            GOLDEN + ".",
            "." + GOLDEN,
            GOLDEN + "." + parts[2],
            parts[0] + "..." + parts[1] + "." + parts[2],
            parts[1] + "." + parts[0] + "." + parts[2]);
    assertThat(broken).allSatisfy(one -> assertThat(tokens.verify(one)).isEmpty());
  }

  @Test
  void an_empty_payload_is_refused_even_when_it_is_signed() {
    String input = JwsForm.encode(GOLDEN_HEADER) + ".";
    assertThat(tokens.verify(input + "." + JwsForm.encode(new Hmac(GOLDEN_KEY).of(ascii(input)))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 31, 33, 64})
  void a_signature_of_another_length_is_refused(int length) {
    String unsigned = GOLDEN.substring(0, GOLDEN.lastIndexOf('.') + 1);
    byte[] right = new Hmac(GOLDEN_KEY).of(ascii(GOLDEN.substring(0, GOLDEN.lastIndexOf('.'))));
    byte[] other = java.util.Arrays.copyOf(right, length);
    assertThat(tokens.verify(unsigned + JwsForm.encode(other))).isEmpty();
  }

  // TOK-02, TOK-03

  @Test
  void a_public_key_is_no_secret() throws GeneralSecurityException {
    for (String kind : List.of("RSA", "EC")) {
      byte[] der = KeyPairGenerator.getInstance(kind).generateKeyPair().getPublic().getEncoded();
      String pem =
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
              + "\n-----END PUBLIC KEY-----\n";
      assertThat(tokens.verify(signed(der, GOLDEN_HEADER, "{}"))).isEmpty();
      assertThat(tokens.verify(signed(ascii(pem), GOLDEN_HEADER, "{}"))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 31, 32, 64})
  void a_zero_key_signs_nothing(int length) {
    assertThat(tokens.verify(signed(new byte[length], GOLDEN_HEADER, "{}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 31})
  void a_short_key_is_refused_at_the_start(int length) {
    assertThatThrownBy(() -> under(new byte[length]))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("256 bits");
  }

  // TOK-08, TOK-09, TOK-10

  @Test
  void every_flipped_bit_is_noticed() {
    for (String token : List.of(GOLDEN, tokens.sign(DEVICE_HEADER, "{\"id\":1049}"))) {
      for (int bit = 0; bit < token.length() * 16; bit++) {
        StringBuilder flipped = new StringBuilder(token);
        flipped.setCharAt(bit / 16, (char) (token.charAt(bit / 16) ^ 1 << bit % 16));
        assertThat(tokens.verify(flipped.toString())).as("bit %d", bit).isEmpty();
      }
    }
  }

  @Test
  void every_prefix_suffix_and_extension_is_refused() {
    for (int cut = 1; cut < GOLDEN.length(); cut++) {
      assertThat(tokens.verify(GOLDEN.substring(0, cut))).isEmpty();
      assertThat(tokens.verify(GOLDEN.substring(cut))).isEmpty();
    }
    for (char more = 0; more < 256; more++) {
      assertThat(tokens.verify(GOLDEN + more)).isEmpty();
      assertThat(tokens.verify(more + GOLDEN)).isEmpty();
    }
  }

  @Test
  void a_token_has_exactly_one_spelling() {
    // Every length of payload modulo three, so that each part has spare bits at least once.
    for (String payload : List.of("{}", "{ }", "{  }")) {
      String token = tokens.sign(GOLDEN_HEADER, payload);
      assertThat(tokens.verify(token)).contains(payload);
      for (String other : respelled(token)) {
        assertThat(tokens.verify(other)).as(other).isEmpty();
      }
    }
  }

  @Test
  void not_even_a_signed_part_may_be_spelled_otherwise() {
    // The signature is over the spelling, so only the holder of the key could make these.
    for (String payload : List.of("e30=", "e31", "e30\n", "e+0", "e/0", "e3", "e", "\u00e930")) {
      String input = JwsForm.encode(GOLDEN_HEADER) + "." + payload;
      byte[] signature = new Hmac(GOLDEN_KEY).of(input.getBytes(StandardCharsets.UTF_8));
      byte[] asAscii = new Hmac(GOLDEN_KEY).of(ascii(input));
      assertThat(tokens.verify(input + "." + JwsForm.encode(signature))).isEmpty();
      assertThat(tokens.verify(input + "." + JwsForm.encode(asAscii))).isEmpty();
    }
  }

  @Test
  void a_payload_that_is_not_utf8_is_refused() {
    String input = JwsForm.encode(GOLDEN_HEADER) + "." + JwsForm.encode(new byte[] {(byte) 0xff});
    assertThat(tokens.verify(input + "." + JwsForm.encode(new Hmac(GOLDEN_KEY).of(ascii(input)))))
        .isEmpty();
  }

  // TOK-15

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}",
        "{\"alg\":\"HS256\",\"crit\":[]}",
        "{\"alg\":\"HS256\",\"crit\":null}",
        "{\"alg\":\"HS256\",\"b64\":false}",
        "{\"alg\":\"HS256\",\"b64\":true}",
        "{\"alg\":\"HS256\",\"zip\":\"DEF\"}",
        "{\"alg\":\"HS256\",\"enc\":\"A256GCM\"}",
        "{\"alg\":\"PBES2-HS256+A128KW\",\"p2c\":2147483648,\"p2s\":\"AA\",\"enc\":\"A128GCM\"}",
        "{\"alg\":\"HS256\",\"alg\":\"HS256\"}",
        "{\"alg\":\"none\",\"alg\":\"HS256\"}",
        "{\"alg\":\"HS256\",\"alg\":\"none\"}",
        "{\"alg\":\"HS256\",\"\\u0061lg\":\"none\"}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"typ\":\"JWT\"}"
      })
  void a_header_that_changes_the_meaning_is_refused(String header) {
    assertThat(tokens.verify(signed(GOLDEN_KEY, header, "{}"))).isEmpty();
  }

  @Test
  void whatever_is_too_long_is_refused_at_once() {
    String longest = "{\"x\":\"" + "x".repeat(2980) + "\"}";
    String token = tokens.sign(GOLDEN_HEADER, longest);
    assertThat(token.length()).isBetween(4000, 4096);
    assertThat(tokens.verify(token)).contains(longest);
    String longer = "{\"x\":\"" + "x".repeat(3100) + "\"}";
    assertThatThrownBy(() -> tokens.sign(GOLDEN_HEADER, longer))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(tokens.verify(signed(GOLDEN_KEY, GOLDEN_HEADER, longer))).isEmpty();
    String megabyte = "{\"alg\":\"HS256\",\"x\":\"" + "x".repeat(1_000_000) + "\"}";
    assertThat(tokens.verify(signed(GOLDEN_KEY, megabyte, "{}"))).isEmpty();
    String deep = "{\"alg\":\"HS256\",\"x\":" + "[".repeat(400) + "]".repeat(400) + "}";
    assertThat(tokens.verify(signed(GOLDEN_KEY, deep, "{}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"HS256\",\"kid\":\"../../etc/passwd\"}",
        "{\"alg\":\"HS256\",\"jku\":\"https://keys.example/\"}",
        "{\"alg\":\"HS256\",\"x5u\":\"https://keys.example/\"}",
        "{ \"alg\" : \"HS256\" }",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\"}"
      })
  void what_a_header_says_of_keys_is_not_heard(String header) {
    assertThat(tokens.verify(signed(GOLDEN_KEY, header, "{}"))).contains("{}");
    assertThat(tokens.verify(signed(new byte[32], header, "{}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}}",
        "{\"alg\":\"HS256\",\"x5c\":[\"AAAA\"]}"
      })
  void a_header_that_brings_a_key_is_refused(String header) {
    assertThat(tokens.verify(signed(GOLDEN_KEY, header, "{}"))).isEmpty();
  }

  // The ring of keys

  @Test
  void every_process_on_the_store_knows_the_same_first_key() throws Exception {
    Set<String> signed = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<String>> starts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        starts.add(threads.submit(() -> open("fresh").sign(GOLDEN_HEADER, "{}")));
      }
      for (Future<String> start : starts) {
        signed.add(start.get());
      }
    }
    assertThat(signed).hasSize(1);
    assertThat(kept.of("fresh")).hasSize(1);
  }

  @Test
  void a_key_of_one_purpose_verifies_nothing_of_another() {
    String token = open("one").sign(GOLDEN_HEADER, "{}");
    assertThat(open("two").verify(token)).isEmpty();
  }

  @Test
  void a_new_key_verifies_at_once_and_signs_when_it_was_announced() {
    JwsTokens one = open("fresh");
    JwsTokens other = open("fresh");
    String before = one.sign(GOLDEN_HEADER, "{}");
    addKey(time);
    one.refresh();
    other.refresh();
    time.move(StoredKeys.ANNOUNCEMENT.minusMillis(1));
    assertThat(one.sign(GOLDEN_HEADER, "{}")).as("not announced yet").isEqualTo(before);
    time.move(Duration.ofMillis(1));
    String after = one.sign(GOLDEN_HEADER, "{}");
    assertThat(after).isNotEqualTo(before);
    for (JwsTokens process : List.of(one, other, open("fresh"))) {
      assertThat(process.sign(GOLDEN_HEADER, "{}")).isEqualTo(after);
      assertThat(process.verify(before)).isPresent();
      assertThat(process.verify(after)).isPresent();
    }
  }

  @Test
  void every_key_that_is_kept_verifies_and_none_that_was_removed() {
    JwsTokens ring = open("fresh");
    List<String> generations = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      generations.add(ring.sign(GOLDEN_HEADER, "{}"));
      addKey(time);
      ring.refresh();
      time.move(Duration.ofDays(1));
    }
    assertThat(verified(ring, generations)).containsOnly(true);

    kept.remove("fresh", 3);
    ring.refresh();

    assertThat(verified(ring, generations)).containsExactly(false, false, true, true, true);
    assertThat(verified(open("fresh"), generations))
        .containsExactly(false, false, true, true, true);
  }

  @Test
  void a_key_that_is_left_alone_signs_at_once() {
    JwsTokens ring = open("fresh");
    String before = ring.sign(GOLDEN_HEADER, "{}");
    addKey(time);
    kept.remove("fresh", 2);
    ring.refresh();

    String after = ring.sign(GOLDEN_HEADER, "{}");

    assertThat(after).isNotEqualTo(before);
    assertThat(ring.verify(after)).isPresent();
    assertThat(ring.verify(before)).isEmpty();
  }

  @Test
  void another_key_at_a_known_position_is_read_anew() {
    JwsTokens ring = open("fresh");
    String before = ring.sign(GOLDEN_HEADER, "{}");
    kept.remove("fresh", 2);
    time.move(Duration.ofMillis(1));
    kept.insert(new MakeKey(sealer, entropy, time).make("fresh", 1));

    ring.refresh();

    assertThat(ring.verify(before)).isEmpty();
  }

  /** A clock that is as far off as the clocks of two machines may be. */
  @ParameterizedTest
  @ValueSource(longs = {-120, -60, 0, 60, 120})
  void processes_with_wrong_clocks_never_meet_a_key_they_have_not_read(long secondsAhead) {
    MovedTime fast = new MovedTime();
    MovedTime slow = new MovedTime();
    fast.move(Duration.ofMinutes(10).plusSeconds(Math.max(0, secondsAhead)));
    slow.move(Duration.ofMinutes(10).minusSeconds(Math.min(0, secondsAhead)));
    JwsTokens first = new JwsTokens("fresh", kept, sealer, entropy, fast);
    JwsTokens second = new JwsTokens("fresh", kept, sealer, entropy, slow);
    // Made by a third machine, whose clock is a minute behind both.
    time.move(Duration.ofMinutes(9));
    addKey(time);
    first.refresh();

    Set<String> shown = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      // As late as ten seconds after the key was made, the second has not read it.
      if (i == 10) {
        second.refresh();
      }
      shown.add(first.sign(GOLDEN_HEADER, "{}"));
      for (String token : shown) {
        assertThat(second.verify(token)).as("second %d", i).isPresent();
      }
      fast.move(Duration.ofSeconds(1));
      slow.move(Duration.ofSeconds(1));
    }
    fast.move(StoredKeys.ANNOUNCEMENT);
    slow.move(StoredKeys.ANNOUNCEMENT);
    shown.add(first.sign(GOLDEN_HEADER, "{}"));
    assertThat(shown).as("the key was in use at last").hasSize(2);
    assertThat(second.sign(GOLDEN_HEADER, "{}")).isIn(shown);
  }

  @Test
  void a_foreign_master_key_is_one_plain_line() {
    open("fresh");
    AesGcmSealer foreign = new AesGcmSealer(MasterKey.of(entropy.bytes(32)), entropy);
    assertThatThrownBy(() -> new JwsTokens("fresh", kept, foreign, entropy, time))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("master key")
        .hasMessageNotContaining("\n");
    assertThat(kept.of("fresh")).hasSize(1);
  }

  @Test
  void a_stored_key_cannot_be_moved_to_another_purpose() {
    StoredKey key = kept.of("golden").getFirst();
    kept.insert(new StoredKey("other", 1, key.sealed(), key.createdAt()));
    assertThatThrownBy(() -> open("other")).isInstanceOf(StartProblem.class);
  }

  private void addKey(MovedTime clock) {
    int next = kept.of("fresh").getFirst().position() + 1;
    kept.insert(new MakeKey(sealer, entropy, clock).make("fresh", next));
  }

  private static List<Boolean> verified(JwsTokens ring, List<String> tokens) {
    return tokens.stream().map(ring::verify).map(Optional::isPresent).toList();
  }

  private JwsTokens open(String purpose) {
    return new JwsTokens(purpose, kept, sealer, entropy, time);
  }

  private JwsTokens under(byte[] key) {
    String sealed = Base64.getEncoder().encodeToString(sealer.seal(key, "signing-key/golden/1"));
    KeptKeys store = kept.of("golden").isEmpty() ? kept : new KeptKeys();
    store.insert(new StoredKey("golden", 1, sealed, time.now()));
    return new JwsTokens("golden", store, sealer, entropy, time);
  }

  private static String signed(byte[] key, String header, String payload) {
    String input = JwsForm.encode(header) + "." + JwsForm.encode(payload);
    return input + "." + JwsForm.encode(new Hmac(key).of(ascii(input)));
  }

  private static List<String> respelled(String token) {
    List<String> spellings = new ArrayList<>();
    String[] parts = token.split("\\.");
    for (int part = 0; part < parts.length; part++) {
      String present = parts[part];
      for (String other :
          List.of(present + "=", present + "==", present + "\n", " " + present, present + "\t")) {
        spellings.add(with(parts, part, other));
      }
      for (char last = '-'; last <= 'z'; last++) {
        String other = present.substring(0, present.length() - 1) + last;
        if (!other.equals(present)) {
          spellings.add(with(parts, part, other));
        }
      }
      spellings.add(with(parts, part, present.replace('-', '+').replace('_', '/') + "+"));
    }
    return spellings;
  }

  private static String with(String[] parts, int part, String other) {
    String[] changed = parts.clone();
    changed[part] = other;
    return String.join(".", changed);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
