package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.TypedToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What forged, altered, foreign, used and late tokens are good for: nothing. */
class TokenAttacksTest {
  private static RunningHouse house;
  private static Rpc rpc;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    rpc = new Rpc(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void a_token_with_any_bit_flipped_is_nobodys_and_ends_nothing() {
    String token = rpc.enter();
    byte[] bytes = Base64.getUrlDecoder().decode(token);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      String altered = Base64.getUrlEncoder().withoutPadding().encodeToString(flipped);
      assertThat(rpc.isLive(altered)).as("bit " + bit).isFalse();
      assertThat(rpc.call("signout", "", altered).body()).isNotEqualTo(Rpc.OK);
    }
    assertThat(rpc.isLive(token)).isTrue();
  }

  @Test
  void a_token_has_exactly_one_spelling() {
    String token = rpc.enter();
    List<String> others = new ArrayList<>();
    for (int i = 1; i < token.length(); i++) {
      others.add(token.substring(0, i));
      others.add(token.substring(i));
    }
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      if (alphabet.charAt(i) != token.charAt(33)) {
        others.add(token.substring(0, 33) + alphabet.charAt(i));
      }
    }
    others.add(token + "A");
    others.add("A" + token);
    others.add(token + "=");
    others.add(token + "==");
    others.add(token.substring(0, 17) + "\t" + token.substring(17));
    others.add(token + token);
    for (String other : others) {
      assertThat(rpc.isLive(other)).as(other).isFalse();
    }
    assertThat(rpc.isLive(token)).isTrue();
  }

  @Test
  void a_forged_sign_out_ends_nothing() {
    String token = rpc.enter();
    long id = TypedToken.parse(token).orElseThrow().id();
    for (int round = 0; round < 3; round++) {
      byte fill = (byte) round;
      String forged =
          TypedToken.mint(
                  TypedToken.SESSION,
                  id,
                  count -> {
                    byte[] random = new byte[count];
                    java.util.Arrays.fill(random, fill);
                    return random;
                  })
              .text();
      assertThat(rpc.call("signout", "", forged).body()).isEqualTo(Rpc.OVER_ALREADY);
    }
    assertThat(rpc.isLive(token)).isTrue();
  }

  @Test
  void what_is_no_session_token_has_nothing_to_sign_out() {
    assertThat(rpc.call("signout", "", null).body()).isEqualTo(Rpc.NOTHING_THERE);
    assertThat(rpc.call("signout", "", "garbage").body()).isEqualTo(Rpc.NOTHING_THERE);
    for (int type : new int[] {0, 1, 2, 4, 5, 255}) {
      String foreign = TypedToken.mint(type, 7, count -> new byte[count]).text();
      assertThat(rpc.call("signout", "", foreign).body()).isEqualTo(Rpc.NOTHING_THERE);
    }
    assertThat(rpc.call("signout", "", "fRcDfbcuzx8Dguj8gkjRMOsKB_rKm99dGg").body())
        .isEqualTo(Rpc.OVER_ALREADY);
  }

  @Test
  void of_many_parallel_sign_outs_one_ends_the_session() throws Exception {
    String token = rpc.enter();
    List<String> answers = parallel(50, () -> rpc.call("signout", "", token).body());
    assertThat(answers).containsOnly(Rpc.OK, Rpc.OVER_ALREADY);
    assertThat(answers).filteredOn(Rpc.OK::equals).hasSize(1);
  }

  @Test
  void each_token_is_good_for_its_own_purpose_only() {
    String name = Rpc.newName();
    rpc.signUp(name);
    String session = rpc.signIn(name, "pa55");
    String confirmation = confirmation(name);
    String reset = reset(name);
    for (String wrong : new String[] {session, reset}) {
      assertThat(rpc.call("confirm-email-by-token", "[\"" + wrong + "\"]", null).body())
          .isEqualTo(Rpc.TOKEN_INVALID);
    }
    for (String wrong : new String[] {session, confirmation}) {
      assertThat(rpc.call("set-password-by-token", "[\"" + wrong + "\",\"x\"]", null).body())
          .isEqualTo(Rpc.TOKEN_INVALID);
    }
    for (String wrong : new String[] {confirmation, reset}) {
      assertThat(rpc.isLive(wrong)).isFalse();
      assertThat(rpc.call("signout", "", wrong).body()).isEqualTo(Rpc.NOTHING_THERE);
    }
    assertThat(rpc.isLive(session)).isTrue();
    assertThat(rpc.call("confirm-email-by-token", "[\"" + confirmation + "\"]", null).body())
        .isEqualTo(Rpc.ONE_ROW);
    assertThat(rpc.call("set-password-by-token", "[\"" + reset + "\",\"x\"]", null).body())
        .isEqualTo(Rpc.ONE_ROW);
  }

  @Test
  void a_mailed_token_that_was_altered_is_invalid_and_stays_good() {
    String name = Rpc.newName();
    rpc.signUp(name);
    String reset = reset(name);
    byte[] bytes = Base64.getUrlDecoder().decode(reset);
    // The last random byte: type and number stay what they are.
    bytes[24] ^= 1;
    String altered = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    assertThat(rpc.call("set-password-by-token", "[\"" + altered + "\",\"x\"]", null).body())
        .isEqualTo(Rpc.TOKEN_INVALID);
    for (String bad : new String[] {"", "garbage", "null", reset + "A", " " + reset}) {
      assertThat(rpc.call("set-password-by-token", "[\"" + bad + "\",\"x\"]", null).body())
          .isEqualTo(Rpc.TOKEN_INVALID);
    }
    String unknown = TypedToken.mint(TypedToken.PASSWORD_RESET, 7, count -> new byte[count]).text();
    assertThat(rpc.call("set-password-by-token", "[\"" + unknown + "\",\"x\"]", null).body())
        .isEqualTo(Rpc.TOKEN_GONE);
    assertThat(rpc.call("set-password-by-token", "[\"" + reset + "\",\"x\"]", null).body())
        .isEqualTo(Rpc.ONE_ROW);
  }

  @Test
  void an_empty_password_is_refused_and_the_token_stays_good() {
    String name = Rpc.newName();
    rpc.signUp(name);
    String reset = reset(name);
    assertThat(rpc.call("set-password-by-token", "[\"" + reset + "\",\"\"]", null).body())
        .isEqualTo(
            "{\"status\":400,\"reason\":\"Password must contain at least 1 character\","
                + "\"exception\":false}");
    assertThat(
            rpc.call(
                    "set-password-by-token",
                    "[\"" + reset + "\",\"" + "p".repeat(5000) + "\"]",
                    null)
                .body())
        .contains("Password is too long");
    assertThat(rpc.isLive(rpc.signIn(name, "pa55"))).isTrue();
    assertThat(rpc.call("set-password-by-token", "[\"" + reset + "\",\"n3w\"]", null).body())
        .isEqualTo(Rpc.ONE_ROW);
  }

  @Test
  void of_many_parallel_uses_of_a_mailed_token_one_succeeds() throws Exception {
    String name = Rpc.newName();
    rpc.signUp(name);
    String confirmation = confirmation(name);
    List<String> confirmed =
        parallel(
            50,
            () -> rpc.call("confirm-email-by-token", "[\"" + confirmation + "\"]", null).body());
    assertThat(confirmed).containsOnly(Rpc.ONE_ROW, Rpc.TOKEN_GONE);
    assertThat(confirmed).filteredOn(Rpc.ONE_ROW::equals).hasSize(1);
    String reset = reset(name);
    List<String> set =
        parallel(
            50, () -> rpc.call("set-password-by-token", "[\"" + reset + "\",\"x\"]", null).body());
    assertThat(set).filteredOn(Rpc.ONE_ROW::equals).hasSize(1);
    assertThat(set)
        .allMatch(
            one ->
                one.equals(Rpc.ONE_ROW)
                    || one.equals(Rpc.TOKEN_GONE)
                    // No room to hash is an answer too, and uses nothing up.
                    || one.contains("\"status\":503"));
  }

  @Test
  void a_mailed_token_lives_an_hour() {
    String name = Rpc.newName();
    rpc.signUp(name);
    String confirmation = confirmation(name);
    String reset = reset(name);
    house.clock().advance(Duration.ofHours(1));
    assertThat(rpc.call("confirm-email-by-token", "[\"" + confirmation + "\"]", null).body())
        .isEqualTo(Rpc.TOKEN_INVALID);
    assertThat(rpc.call("set-password-by-token", "[\"" + reset + "\",\"x\"]", null).body())
        .isEqualTo(Rpc.TOKEN_INVALID);
  }

  @Test
  void a_new_password_ends_every_session_and_every_other_link() {
    String name = Rpc.newName();
    rpc.signUp(name);
    String one = rpc.signIn(name, "pa55");
    String two = rpc.signIn(name, "pa55");
    String first = reset(name);
    String second = reset(name);
    String confirmation = confirmation(name);
    assertThat(first).isNotEqualTo(second);
    // The newer letter has ended the link of the older one.
    assertThat(rpc.call("set-password-by-token", "[\"" + first + "\",\"x\"]", null).body())
        .isEqualTo(Rpc.TOKEN_GONE);
    assertThat(rpc.call("set-password-by-token", "[\"" + second + "\",\"n3w\"]", null).body())
        .isEqualTo(Rpc.ONE_ROW);
    assertThat(rpc.call("set-password-by-token", "[\"" + second + "\",\"x\"]", null).body())
        .isEqualTo(Rpc.TOKEN_GONE);
    assertThat(rpc.call("confirm-email-by-token", "[\"" + confirmation + "\"]", null).body())
        .isEqualTo(Rpc.TOKEN_GONE);
    assertThat(rpc.isLive(one)).isFalse();
    assertThat(rpc.isLive(two)).isFalse();
    assertThat(rpc.call("signout", "", one).body()).isEqualTo(Rpc.OVER_ALREADY);
  }

  @Test
  void a_signed_out_token_is_dead_on_every_path() {
    String token = rpc.enter();
    rpc.call("signout", "", token);
    for (String path :
        new String[] {
          "/api/v1/session/signin", "/v1/session/signin", "/jsonrpc/v1/session/signin"
        }) {
      assertThat(house.post(path, "", "Authorization", "Bearer " + token).body()).contains("401");
    }
  }

  private static String confirmation(String name) {
    rpc.call("send-confirmation-email", "[\"" + name + "\"]", null);
    return rpc.mailed(name + "@example.com");
  }

  private static String reset(String name) {
    rpc.call("send-password-reset-email", "[\"" + name + "\"]", null);
    return rpc.mailed(name + "@example.com");
  }

  private static List<String> parallel(int count, Callable<String> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> calls = java.util.Collections.nCopies(count, call);
      List<String> answers = new ArrayList<>();
      for (Future<String> one : threads.invokeAll(calls)) {
        answers.add(one.get());
      }
      return answers;
    }
  }
}
