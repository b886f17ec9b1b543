package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.token.StoredKeys;
import dev.latchkey.house.RunningHouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys that sign tokens, as they are shown and replaced beside a running server. */
class KeysCommandsTest {
  @TempDir Path directory;
  private RunningHouse house;

  @BeforeEach
  void start() {
    house = RunningHouse.start();
  }

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void keys_are_listed_without_their_bytes() {
    Console.Result table = run("keys", "list");
    assertThat(table.out().lines().toList())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("CONTRACT         KEY  STATE  MADE AT");
    Console.Result json = run("keys", "list", "--json");
    assertThat(json.rows())
        .extracting(row -> row.get("contract"))
        .containsExactly("jwt-sessions", "device-sessions");
    assertThat(json.rows().getFirst().keySet())
        .isEqualTo(Set.of("contract", "key", "state", "made_at", "signs_from", "sessions"));
    for (StoredKeys.StoredKey key : house.house().ports().storedKeys().of("jwt-sessions")) {
      assertThat(json.out() + table.out()).doesNotContain(key.sealed());
    }
  }

  @Test
  void a_rotation_says_when_the_new_key_signs() {
    Instant before = Instant.now().minusSeconds(1);

    Console.Result done = run("keys", "rotate");

    assertThat(done.code()).isZero();
    assertThat(done.out().lines().toList())
        .hasSize(2)
        .allMatch(line -> line.contains("nobody is signed out"))
        .last()
        .asString()
        .startsWith("key 2 of device-sessions signs from ");
    String moment = done.out().replaceAll("(?s).*device-sessions signs from (\\S+);.*", "$1");
    assertThat(Duration.between(before, Instant.parse(moment)))
        .isBetween(StoredKeys.ANNOUNCEMENT.minusSeconds(1), Duration.ofMinutes(6));
    assertThat(run("keys", "list", "--json").rows())
        .extracting(row -> row.get("state"))
        .containsExactly("announced", "signs", "announced", "signs");
  }

  @Test
  void a_second_rotation_is_refused_until_the_first_is_through() {
    run("keys", "rotate", "jwt-sessions");

    Console.Result again = run("keys", "rotate", "--json");

    assertThat(again.code()).isEqualTo(1);
    assertThat(again.rows()).isEmpty();
    assertThat(again.err())
        .hasLineCount(1)
        .contains("a rotation is under way: key 2 of jwt-sessions signs from 20")
        .contains("nothing was changed");
    assertThat(run("keys", "rotate", "device-sessions").code()).isZero();
  }

  @Test
  void signing_out_leaves_one_key() {
    run("keys", "rotate");

    Console.Result done = run("keys", "rotate", "device-sessions", "--sign-out");

    assertThat(done.out())
        .hasLineCount(1)
        .contains("key 3 of device-sessions signs now; keys removed: 2, sessions ended: 0");
    assertThat(run("keys", "list", "--json").rows())
        .extracting(row -> row.get("contract") + " " + row.get("state"))
        .containsExactly("jwt-sessions announced", "jwt-sessions signs", "device-sessions signs");
  }

  @Test
  void only_contracts_with_signed_tokens_have_keys() {
    Console.Result result = run("keys", "rotate", "device-session");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("CONTRACT must be one of jwt-sessions, device-sessions")
        .contains("did you mean device-sessions?");
    assertThat(run("keys", "rotate", "session-rpc").code()).isEqualTo(2);
  }

  private Console.Result run(String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--data";
    all[words.length + 1] = house.directory().toString();
    return new Console(directory).run(all);
  }
}
