package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.AllowanceSettings;
import dev.latchkey.boot.BreachedCorpus;
import dev.latchkey.boot.RealmSettings;
import dev.latchkey.core.account.Account;
import dev.latchkey.core.credential.PasswordSettings;
import dev.latchkey.core.credential.Weakness;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.RealmName;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weak passwords are refused by strict realms in each contract's words, and marked by others. */
class PasswordRulesTest {
  private static final String BREACHED = "Zanzibar6trombone";

  private RunningHouse running = RunningHouse.start();

  static List<Door> doors() {
    return Doors.ALL;
  }

  @AfterEach
  void close() {
    running.close();
  }

  private void restart(PasswordSettings.Mode mode) {
    running.close();
    running =
        RunningHouse.start(
            settings ->
                settings.withRealms(
                    Map.of(
                        RealmName.MAIN,
                        RealmSettings.DEFAULT.withPasswords(PasswordSettings.DEFAULT.with(mode)))));
  }

  private static Person with(String password) {
    Person fresh = Person.fresh();
    return new Person(fresh.username(), fresh.email(), password);
  }

  private void importBreach() throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-1").digest(BREACHED.getBytes(StandardCharsets.UTF_8));
    Path corpus = running.directory().resolve("corpus.txt");
    Files.writeString(corpus, HexFormat.of().withUpperCase().formatHex(digest) + ":17\n");
    BreachedCorpus.importFrom(corpus, running.house().settings(), (nanos, done, all, n) -> {});
  }

  private RunningHouse reopened(PasswordSettings.Mode mode) throws Exception {
    restart(mode);
    importBreach();
    Path filter = running.directory().resolve("breached.filter");
    return RunningHouse.start(
        settings -> {
          try {
            Files.createDirectories(settings.data());
            Files.copy(filter, settings.data().resolve("breached.filter"));
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          return settings.withRealms(
              Map.of(
                  RealmName.MAIN,
                  RealmSettings.DEFAULT.withPasswords(PasswordSettings.DEFAULT.with(mode))));
        });
  }

  @ParameterizedTest
  @MethodSource("doors")
  void strict_realms_refuse_weak_passwords_and_say_why(Door door) throws Exception {
    try (RunningHouse strict = reopened(PasswordSettings.Mode.STRICT)) {
      Map<String, String> reasons =
          Map.of("s7Gk2a", "8", "password123", "ommon|常见", BREACHED, "breach|泄露");
      reasons.forEach(
          (password, word) -> {
            HttpResponse<String> refused = door.signUp(strict, with(password));
            assertThat(refused.body()).as(password).containsPattern(word);
            assertThat(refused.body()).as(password).doesNotContain(password);
          });
      Person own = Person.fresh();
      HttpResponse<String> refused =
          door.signUp(strict, new Person(own.username(), own.email(), localPart(own) + "77"));
      assertThat(refused.body()).containsAnyOf("similar", "too close", "过于相似");
      assertThat(strict.house().ports().accounts().list(null, 0, 10)).isEmpty();

      Person fine = with("Four lower words2024".replace(" ", ""));
      door.signUp(strict, fine);
      assertThat(door.isIn(door.signIn(strict, fine.email(), fine.password()))).isTrue();
    }
  }

  private static String localPart(Person person) {
    return person.email().substring(0, person.email().indexOf('@')).replace("_", "");
  }

  @ParameterizedTest
  @MethodSource("doors")
  void compatible_realms_take_and_mark_what_the_contract_documents(Door door) {
    Person weak = with("password123");
    door.signUp(running, weak);

    assertThat(door.isIn(door.signIn(running, weak.email(), weak.password()))).isTrue();
    Account account = running.house().ports().accounts().list(null, 0, 10).getFirst();
    assertThat(running.house().ports().credentials().weakness(account.id()))
        .contains(Weakness.Kind.COMMON);
  }

  @Test
  void a_server_that_forbids_short_passwords_binds_every_contract() {
    running.close();
    running =
        RunningHouse.start(
            settings -> settings.withAllow(new AllowanceSettings(true, true, false, true, true)));
    for (Door door : Doors.ALL) {
      Person weak = with("x9Kq2");
      door.signUp(running, weak);
      assertThat(door.isIn(door.signIn(running, weak.email(), weak.password()))).isFalse();
    }
    assertThat(running.house().ports().accounts().list(null, 0, 10)).isEmpty();
  }

  @Test
  void a_password_that_a_later_breach_shows_is_marked_at_the_next_sign_in_and_let_in()
      throws Exception {
    restart(PasswordSettings.Mode.COMPATIBLE);
    Door door = Doors.ALL.getFirst();
    Person person = with(BREACHED);
    door.signUp(running, person);
    Account account = running.house().ports().accounts().list(null, 0, 10).getFirst();
    assertThat(running.house().ports().credentials().weakness(account.id())).isEmpty();

    importBreach();
    try (var later = dev.latchkey.boot.House.open(running.house().settings(), running.clock())) {
      assertThat(Guessing.guess(later, person.email(), BREACHED, Guessing.HOME))
          .isInstanceOf(dev.latchkey.core.signin.SignInOutcome.SignedIn.class);
      assertThat(later.ports().credentials().weakness(account.id()))
          .contains(Weakness.Kind.BREACHED);
    }
  }

  @Test
  void strict_realms_refuse_a_weak_password_at_a_reset_and_the_link_stays_usable() {
    restart(PasswordSettings.Mode.STRICT);
    Person person = Person.fresh();
    Guessing.account(running.house(), person);
    running.post("/api/v1/session/send-password-reset-email", "[\"" + person.email() + "\"]");
    Outbox.Entry letter =
        running.house().ports().outbox().list(0, 10).stream()
            .filter(one -> one.kind() == Letter.Kind.RESET_PASSWORD)
            .findFirst()
            .orElseThrow();
    String text = running.house().features().letterText().write(letter).text();
    String secret = MailedLinks.token(text);

    assertThat(setByToken(secret, "password123")).contains("\"status\":400", "too common");
    assertThat(setByToken(secret, person.username() + "1")).contains("\"status\":400", "similar");
    assertThat(setByToken(secret, "trombone7zanzibar")).contains("\"status\":200");
  }

  private String setByToken(String secret, String password) {
    return running
        .post("/api/v1/session/set-password-by-token", "[\"" + secret + "\",\"" + password + "\"]")
        .body();
  }

  @Test
  void strict_realms_refuse_a_weak_password_at_a_change() {
    restart(PasswordSettings.Mode.STRICT);
    Person person = Person.fresh();
    Guessing.account(running.house(), person);
    Door devices = Doors.CONTRACTS.getLast();
    String[] key = devices.enter(running, person);
    HttpResponse<String> refused =
        running.send(
            "PUT",
            "/api/v1/users/change_password",
            "{\"user\":{\"current_password\":\""
                + person.password()
                + "\",\"password\":\"password123\",\"password_confirmation\":\"password123\"}}",
            key);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("is too common");
    Door old = Doors.ALL.getFirst();
    String[] token = old.enter(running, person);
    HttpResponse<String> alsoRefused =
        running.send(
            "PUT",
            "/api/v2/user/password",
            "{\"current_password\":\""
                + person.password()
                + "\",\"password\":\"password123\",\"password_confirmation\":\"password123\"}",
            token);
    assertThat(alsoRefused.statusCode()).isEqualTo(422);
    assertThat(old.isIn(old.signIn(running, person.email(), person.password()))).isTrue();
  }
}
