package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.House;
import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.core.signup.SignUpOutcome;
import dev.latchkey.core.signup.SignUpRequest;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever asks from outside cannot tell which names have accounts, but for the answers that a
 * contract documents: a name that is taken, at sign-up, and what {@code reveal_unknown} allows. How
 * long answers take is measured by bench/enumeration.sh.
 */
class EnumerationTest {
  private static final String NOBODY = "nobody@mail.example";
  private static final String WRONG = "a wrong password";
  private static final int PLENTY = 1_000_000;

  private static RunningHouse running;
  private static Person known;
  private static Person disabled;
  private static Person confirmed;
  private static Person locked;
  private static String weChatOnly;

  static List<Door> doors() {
    return Doors.ALL;
  }

  @BeforeAll
  static void start() {
    running =
        RunningHouse.start(
            settings ->
                settings.withBudgets(
                    Guessing.locking(100)
                        .withLock(50, Duration.ofHours(24), Duration.ofMinutes(15))));
    House house = running.house();
    known = person();
    disabled = person();
    confirmed = person();
    locked = person();
    disable(disabled);
    house
        .ports()
        .accounts()
        .confirmEmail(
            house
                .ports()
                .accounts()
                .findByIdentifier(
                    RealmName.MAIN,
                    dev.latchkey.kernel.IdentifierKind.Namespace.NAME,
                    confirmed.email())
                .orElseThrow()
                .id(),
            confirmed.email(),
            running.clock().now());
    for (int i = 0; i < 51; i++) {
      Guessing.guess(house, locked.email(), WRONG, Guessing.ELSEWHERE);
    }
    weChatOnly = weChat(house);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static Person person() {
    Person person = Person.fresh();
    Guessing.account(running.house(), person);
    return person;
  }

  private static void disable(Person person) {
    House house = running.house();
    house
        .ports()
        .accounts()
        .findByIdentifier(
            RealmName.MAIN, dev.latchkey.kernel.IdentifierKind.Namespace.NAME, person.email())
        .ifPresent(
            account ->
                house
                    .core()
                    .changeStatus()
                    .change(account.id(), AccountStatus.DISABLED, Origin.LOCAL));
  }

  private static String weChat(House house) {
    String address = "wechat.only@mail.example";
    SignUpOutcome made =
        house
            .core()
            .signUp()
            .signUp(
                new SignUpRequest(
                    NewAccount.in(RealmName.MAIN)
                        .withWechat(Identifier.wechat("o-some-openid").orElseThrow())
                        .withEmail(Identifier.email(address).orElseThrow()),
                    null,
                    null,
                    Guessing.from(Guessing.HOME)));
    assertThat(made).isInstanceOf(SignUpOutcome.SignedUp.class);
    return address;
  }

  @ParameterizedTest
  @MethodSource("doors")
  void a_failed_sign_in_reads_alike_whatever_the_account_is(Door door) {
    Answer unknown = Answer.of(door.signIn(running, NOBODY, WRONG));

    assertThat(Answer.of(door.signIn(running, known.email(), WRONG))).isEqualTo(unknown);
    assertThat(Answer.of(door.signIn(running, confirmed.email(), WRONG))).isEqualTo(unknown);
    assertThat(Answer.of(door.signIn(running, disabled.email(), WRONG))).isEqualTo(unknown);
    assertThat(Answer.of(door.signIn(running, disabled.email(), disabled.password())))
        .isEqualTo(unknown);
    assertThat(Answer.of(door.signIn(running, locked.email(), locked.password())))
        .isEqualTo(unknown);
    assertThat(Answer.of(door.signIn(running, weChatOnly, WRONG))).isEqualTo(unknown);
  }

  @ParameterizedTest
  @MethodSource("doors")
  void a_spent_budget_reads_alike_for_known_and_unknown_names(Door door) {
    BudgetSettings tight =
        new BudgetSettings(2, Duration.ofHours(24), PLENTY, PLENTY, PLENTY, PLENTY);
    try (RunningHouse small = RunningHouse.start(settings -> settings.withBudgets(tight))) {
      Person owner = Person.fresh();
      Guessing.account(small.house(), owner);
      List<Answer> forKnown = new ArrayList<>();
      List<Answer> forUnknown = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        forKnown.add(withoutSeconds(door.signIn(small, owner.email(), WRONG)));
        forUnknown.add(withoutSeconds(door.signIn(small, NOBODY, WRONG)));
      }
      assertThat(forUnknown).isEqualTo(forKnown);
      assertThat(forKnown.getFirst()).isNotEqualTo(forKnown.getLast());
    }
  }

  /** Retry-After counts down between two calls; both must have one. */
  private static Answer withoutSeconds(HttpResponse<String> response) {
    Answer answer = Answer.of(response);
    String body = answer.body().replaceAll("\"retryAfter\":\\d+", "\"retryAfter\":0");
    answer
        .headers()
        .computeIfPresent(
            "retry-after",
            (name, values) -> {
              long seconds = Long.parseLong(values.getFirst());
              assertThat(seconds).isBetween(43_000L, 43_200L);
              return List.of("some");
            });
    return new Answer(answer.status(), answer.headers(), body);
  }

  @Test
  void durable_locks_read_alike_for_known_and_unknown_names() {
    try (RunningHouse small =
        RunningHouse.start(settings -> settings.withBudgets(Guessing.locking(3)))) {
      Person owner = Person.fresh();
      Guessing.account(small.house(), owner);
      for (Door door : Doors.ALL) {
        for (int i = 0; i < 4; i++) {
          assertThat(Answer.of(door.signIn(small, owner.email(), WRONG)))
              .isEqualTo(Answer.of(door.signIn(small, NOBODY, WRONG)));
        }
      }
    }
  }

  @Test
  void reset_and_confirmation_requests_read_alike_where_the_contract_is_told_to_keep_silent() {
    try (RunningHouse silent =
        RunningHouse.start(
            settings ->
                settings
                    .withBudgets(Guessing.locking(100))
                    .withPrivateToken(silent(settings.privateToken()))
                    .withDeviceSessions(silent(settings.deviceSessions()))
                    .withSessionRpc(silent(settings.sessionRpc())))) {
      Person owner = Person.fresh();
      Person gone = Person.fresh();
      Guessing.account(silent.house(), owner);
      var account = Guessing.account(silent.house(), gone);
      silent
          .house()
          .core()
          .changeStatus()
          .change(account.id(), AccountStatus.DISABLED, Origin.LOCAL);
      for (Function<String, HttpResponse<String>> request : requests(silent)) {
        Answer unknown = Answer.of(request.apply(NOBODY));
        assertThat(Answer.of(request.apply(owner.email()))).isEqualTo(unknown);
        assertThat(Answer.of(request.apply(gone.email()))).isEqualTo(unknown);
      }
      assertThat(silent.house().ports().outbox().list(0, 100))
          .isNotEmpty()
          .allMatch(letter -> letter.address().equals(owner.email()));
    }
  }

  private static List<Function<String, HttpResponse<String>>> requests(RunningHouse house) {
    return List.of(
        email -> house.post("/api/v2/reset_password", "{\"email\":\"" + email + "\"}"),
        email ->
            house.send(
                "POST",
                "/api/v1/sessions/restore_password",
                "{\"user\":{\"email\":\"" + email + "\"}}"),
        email -> house.post("/api/v1/session/send-password-reset-email", "[\"" + email + "\"]"),
        email -> house.post("/api/v1/session/send-confirmation-email", "[\"" + email + "\"]"));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Record> T silent(T settings) {
    return Changed.with(settings, "revealUnknown", false);
  }

  @Test
  void a_session_of_somebody_else_is_answered_like_one_that_never_was() {
    Door devices = Doors.CONTRACTS.getLast();
    String[] own = devices.enter(running, known);
    String[] other = devices.enter(running, confirmed);
    String listed = running.get("/api/v1/authorizations", other).body();
    String foreign = listed.replaceAll("(?s).*?\"id\":(\\d+).*", "$1");

    Answer forForeign =
        Answer.of(running.send("DELETE", "/api/v1/authorizations/" + foreign, "", own));
    Answer forNone =
        Answer.of(running.send("DELETE", "/api/v1/authorizations/2000000000", "", own));

    assertThat(forForeign).isEqualTo(forNone);
    assertThat(forNone.status()).isEqualTo(404);
    assertThat(devices.knows(running, other)).isTrue();
  }

  @Test
  void a_profile_of_somebody_else_is_answered_like_one_that_never_was() {
    Door clients = Doors.ALL.get(1);
    String[] own = clients.enter(running, known);
    String other =
        String.valueOf(
            running
                .house()
                .ports()
                .accounts()
                .findByIdentifier(
                    RealmName.MAIN,
                    dev.latchkey.kernel.IdentifierKind.Namespace.NAME,
                    confirmed.email())
                .orElseThrow()
                .id()
                .value());

    assertThat(Answer.of(running.get("/users/" + other, own)))
        .isEqualTo(Answer.of(running.get("/users/2000000000", own)));
  }
}
