package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.House;
import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.policy.Guesses;
import dev.latchkey.core.policy.KnownPlaces;
import dev.latchkey.core.signin.Proof;
import dev.latchkey.core.signin.SignInOutcome;
import dev.latchkey.fake.Crowd;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Too many wrong guesses lock an account, for everybody but its owner. */
class LockoutTest {
  private static final int AFTER = 5;

  private final RunningHouse running =
      RunningHouse.start(settings -> settings.withBudgets(Guessing.locking(AFTER)));
  private final House house = running.house();
  private final Person ada = Person.fresh();
  private final Account account = Guessing.account(house, ada);

  static List<Door> doors() {
    return Doors.ALL;
  }

  @AfterEach
  void close() {
    running.close();
  }

  private SignInOutcome guess(String password, String address) {
    return Guessing.guess(house, ada.email(), password, address);
  }

  private boolean isIn(String address) {
    return guess(ada.password(), address) instanceof SignInOutcome.SignedIn;
  }

  private void lock() {
    for (int i = 0; i < AFTER; i++) {
      guess("wrong", Guessing.ELSEWHERE);
    }
  }

  private List<Outbox.Entry> notices() {
    return house.ports().outbox().list(0, 1000).stream()
        .filter(letter -> letter.kind() == Letter.Kind.ACCOUNT_LOCKED)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("doors")
  void a_locked_account_is_refused_with_the_right_password_as_with_a_wrong_one(Door door) {
    HttpResponse<String> wrong = door.signIn(running, ada.email(), "wrong password");
    for (int i = 1; i < AFTER; i++) {
      door.signIn(running, ada.email(), "wrong password");
    }
    HttpResponse<String> right = door.signIn(running, ada.email(), ada.password());

    assertThat(door.isIn(right)).isFalse();
    assertThat(Answer.of(right)).isEqualTo(Answer.of(wrong));
    assertThat(Answer.of(door.signIn(running, "nobody@mail.example", "wrong password")))
        .isEqualTo(Answer.of(wrong));
  }

  @Test
  void the_last_attempt_that_is_borne_may_still_be_right() {
    for (int i = 1; i < AFTER; i++) {
      guess("wrong", Guessing.ELSEWHERE);
    }
    assertThat(isIn(Guessing.ELSEWHERE)).isTrue();
    for (int i = 1; i < AFTER; i++) {
      guess("wrong", Guessing.ELSEWHERE);
    }
    assertThat(isIn(Guessing.ELSEWHERE)).isTrue();
    assertThat(notices()).isEmpty();
  }

  @Test
  void all_names_of_an_account_share_the_counter_on_all_contracts_together() {
    for (int i = 0; i < AFTER; i++) {
      String name = i % 2 == 0 ? ada.email().toUpperCase(java.util.Locale.ROOT) : ada.username();
      Doors.ALL.get(i).signIn(running, name, "wrong password");
    }
    assertThat(Doors.ALL)
        .noneMatch(door -> door.isIn(door.signIn(running, ada.email(), ada.password())));
  }

  @Test
  void a_lock_that_meets_the_deletion_of_its_account_is_answered_like_any_wrong_guess() {
    for (int i = 1; i < AFTER; i++) {
      guess("wrong", Guessing.ELSEWHERE);
    }
    Proof deletedMeanwhile =
        whose -> {
          house.core().deleteAccount().delete(account.id(), Origin.LOCAL);
          return false;
        };

    SignInOutcome outcome =
        Guessing.prove(house, ada.email(), deletedMeanwhile, Guessing.ELSEWHERE);

    assertThat(outcome).isInstanceOf(SignInOutcome.BadCredentials.class);
    assertThat(notices()).isEmpty();
  }

  @Test
  void a_lock_ends_by_itself() {
    lock();
    running.clock().advance(Duration.ofMinutes(14));
    assertThat(isIn(Guessing.ELSEWHERE)).isFalse();
    running.clock().advance(Duration.ofMinutes(2));
    assertThat(isIn(Guessing.ELSEWHERE)).isTrue();
  }

  @Test
  void ten_thousand_failures_of_strangers_do_not_keep_the_owner_out() {
    for (int i = 0; i < 10_000; i += 100) {
      guess("wrong", "203.0.113." + i / 100);
    }
    assertThat(isIn(Guessing.ELSEWHERE)).isFalse();
    assertThat(isIn(Guessing.HOME)).isTrue();
  }

  @Test
  void the_owners_success_at_home_gives_strangers_nothing_back() {
    lock();
    assertThat(isIn(Guessing.HOME)).isTrue();
    assertThat(isIn(Guessing.ELSEWHERE)).isFalse();
  }

  @Test
  void guesses_from_home_are_bound_as_well() {
    for (int i = 0; i < AFTER; i++) {
      guess("wrong", Guessing.HOME);
    }
    assertThat(isIn(Guessing.HOME)).isFalse();
    assertThat(isIn(Guessing.ELSEWHERE)).isTrue();
  }

  @Test
  void a_place_is_known_for_ninety_days_after_the_last_sign_in_from_it() {
    assertThat(isIn(Guessing.HOME)).isTrue();
    running.clock().advance(KnownPlaces.LIFETIME.minusDays(2));
    lock();
    assertThat(isIn(Guessing.HOME)).isTrue();
    running.clock().advance(KnownPlaces.LIFETIME.plusDays(1));
    lock();
    assertThat(isIn(Guessing.HOME)).isFalse();
  }

  @Test
  void in_memory_budgets_count_strangers_apart_too() {
    try (RunningHouse small = RunningHouse.start()) {
      Account bob = Guessing.account(small.house(), Person.fresh());
      String name = String.valueOf(bob.email());
      for (int i = 0; i < 30; i++) {
        Guessing.guess(small.house(), name, "wrong", Guessing.ELSEWHERE);
      }
      assertThat(Guessing.guess(small.house(), name, "wrong", Guessing.ELSEWHERE))
          .isInstanceOf(SignInOutcome.Throttled.class);
      assertThat(Guessing.guess(small.house(), name, "wrong", Guessing.HOME))
          .isInstanceOf(SignInOutcome.BadCredentials.class);
    }
  }

  @Test
  void the_owner_gets_one_letter_for_each_lock() {
    lock();
    lock();
    assertThat(notices()).hasSize(1);
    assertThat(notices().getFirst().address()).isEqualTo(ada.email());
    running.clock().advance(Duration.ofMinutes(16));
    lock();
    assertThat(notices()).hasSize(2);
  }

  @Test
  void two_hundred_guesses_at_once_are_told_of_once() throws Exception {
    Crowd.rush(200, i -> () -> guess("wrong" + i, Guessing.ELSEWHERE));

    assertThat(notices()).hasSize(1);
  }

  @Test
  void nobody_writes_to_a_disabled_account_and_locks_on_unknown_names_write_no_letter() {
    house.core().changeStatus().change(account.id(), AccountStatus.DISABLED, Origin.LOCAL);
    lock();
    for (int i = 0; i < 2 * AFTER; i++) {
      Guessing.guess(house, "nobody@mail.example", "wrong", Guessing.ELSEWHERE);
    }
    assertThat(notices()).isEmpty();
  }

  @Test
  void of_two_hundred_at_once_exactly_as_many_are_judged_as_are_borne() throws Exception {
    AtomicInteger judged = new AtomicInteger();
    Proof wrong =
        seen -> {
          if (seen != null) {
            judged.incrementAndGet();
          }
          return false;
        };
    List<SignInOutcome> all =
        Crowd.rush(200, i -> () -> Guessing.prove(house, ada.email(), wrong, Guessing.ELSEWHERE));

    assertThat(judged).hasValue(AFTER);
    assertThat(all).hasOnlyElementsOfType(SignInOutcome.BadCredentials.class);
  }

  @Test
  void the_counter_is_the_number_of_judged_failures() throws Exception {
    try (RunningHouse wide =
        RunningHouse.start(settings -> settings.withBudgets(Guessing.locking(100)))) {
      for (int round = 0; round < 5; round++) {
        Person owner = Person.fresh();
        Account his = Guessing.account(wide.house(), owner);
        AtomicInteger judged = new AtomicInteger();
        Crowd.rush(
            60,
            i ->
                () -> {
                  Proof sometimes =
                      seen -> {
                        if (i % 3 == 0) {
                          throw new HasherBusy(Duration.ofSeconds(1));
                        }
                        judged.incrementAndGet();
                        return false;
                      };
                  return Guessing.prove(wide.house(), owner.email(), sometimes, Guessing.ELSEWHERE);
                });

        assertThat(judged).hasValue(40);
        assertThat(failures(wide.house(), his)).isEqualTo(40);
      }
    }
  }

  private static int failures(House house, Account account) {
    return switch (house.core().guesses().admit(account.id(), "", Guessing.ELSEWHERE, null)) {
      case Guesses.Admission.Spent spent -> throw new AssertionError("spent");
      case Guesses.Admission.Admitted admitted -> {
        admitted.attempt().reserve();
        yield admitted.attempt().failuresBefore();
      }
    };
  }

  @Test
  void attempts_that_were_not_carried_out_are_not_counted() {
    Proof busy =
        seen -> {
          throw new HasherBusy(Duration.ofSeconds(1));
        };
    for (int i = 0; i < 4 * AFTER; i++) {
      assertThat(Guessing.prove(house, ada.email(), busy, Guessing.ELSEWHERE))
          .isInstanceOf(SignInOutcome.Overloaded.class);
    }
    assertThat(isIn(Guessing.ELSEWHERE)).isTrue();
  }

  @Test
  void two_servers_on_one_store_share_the_bound_and_a_restart_forgets_nothing() throws Exception {
    AtomicInteger judged = new AtomicInteger();
    Proof wrong =
        seen -> {
          if (seen != null) {
            judged.incrementAndGet();
          }
          return false;
        };
    Guessing.prove(house, ada.email(), wrong, Guessing.ELSEWHERE);
    try (House other = House.open(house.settings(), running.clock())) {
      Crowd.rush(
          100,
          i ->
              () ->
                  Guessing.prove(
                      i % 2 == 0 ? house : other, ada.email(), wrong, Guessing.ELSEWHERE));
    }
    try (House restarted = House.open(house.settings(), running.clock())) {
      Guessing.prove(restarted, ada.email(), wrong, Guessing.ELSEWHERE);
      assertThat(judged).hasValue(AFTER);
    }
  }

  @Test
  void a_mailed_reset_ends_the_lock() {
    lock();
    house.features().requestReset().request(RealmName.MAIN, ada.email(), Guessing.from("::1"));
    String link =
        house.features().letterText().write(lastLetter(Letter.Kind.RESET_PASSWORD)).text();
    String secret = MailedLinks.token(link);
    String fresh = "a new and better one";
    house
        .features()
        .resetPassword()
        .reset(
            secret,
            dev.latchkey.kernel.Password.of(fresh),
            false,
            Guessing.from(Guessing.ELSEWHERE));

    assertThat(guess(fresh, Guessing.ELSEWHERE)).isInstanceOf(SignInOutcome.SignedIn.class);
  }

  @Test
  void a_mailed_reset_fills_the_budget_that_guesses_have_spent() {
    try (RunningHouse small = RunningHouse.start()) {
      String name = String.valueOf(Guessing.account(small.house(), Person.fresh()).email());
      while (!(Guessing.guess(small.house(), name, "wrong", Guessing.ELSEWHERE)
          instanceof SignInOutcome.Throttled)) {
        assertThat(small.house().ports().outbox().list(0, 10)).isEmpty();
      }
      var features = small.house().features();
      features.requestReset().request(RealmName.MAIN, name, Guessing.from("::1"));
      Outbox.Entry letter = small.house().ports().outbox().list(0, 10).getLast();
      String fresh = "a new and better one";
      features
          .resetPassword()
          .reset(
              MailedLinks.token(features.letterText().write(letter).text()),
              dev.latchkey.kernel.Password.of(fresh),
              false,
              Guessing.from(Guessing.ELSEWHERE));

      assertThat(Guessing.guess(small.house(), name, fresh, Guessing.ELSEWHERE))
          .isInstanceOf(SignInOutcome.SignedIn.class);
    }
  }

  private Outbox.Entry lastLetter(Letter.Kind kind) {
    return house.ports().outbox().list(0, 1000).stream()
        .filter(letter -> letter.kind() == kind)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Test
  void a_stolen_session_buys_no_further_guesses() {
    Door door = Doors.CONTRACTS.getLast();
    String[] key = door.enter(running, ada);
    String body = "{\"current_password\":\"wrong\",\"password\":\"something new 1\"}";
    for (int i = 0; i < AFTER; i++) {
      running.send("PUT", "/api/v1/users/change_password", body, key);
    }
    String right =
        "{\"current_password\":\"" + ada.password() + "\",\"password\":\"something new 1\"}";
    HttpResponse<String> refused = running.send("PUT", "/api/v1/users/change_password", right, key);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("current_password");
    assertThat(notices()).hasSize(1);
  }

  @Test
  void a_client_has_a_budget_of_its_own() {
    try (RunningHouse small =
        RunningHouse.start(
            settings -> settings.withBudgets(Guessing.locking(100).withSignInsPerClient(3)))) {
      Door clientApp = Doors.ALL.get(1);
      for (int i = 0; i < 3; i++) {
        assertThat(clientApp.signIn(small, "nobody" + i, "wrong password").statusCode())
            .isEqualTo(400);
      }
      HttpResponse<String> spent = clientApp.signIn(small, "nobody4", "wrong password");
      assertThat(spent.statusCode()).isEqualTo(429);
      assertThat(spent.headers().firstValue("retry-after")).isPresent();
      assertThat(Doors.ALL.getFirst().signIn(small, "nobody4", "wrong password").statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void what_the_watch_hears_is_what_was_known_before() {
    // The port is boot's to connect; here the parts that it is told of.
    for (int i = 0; i < 3; i++) {
      guess("wrong", Guessing.ELSEWHERE);
    }
    var admitted = house.core().guesses().admit(account.id(), "", Guessing.ELSEWHERE, null);
    assertThat(admitted)
        .isInstanceOfSatisfying(
            dev.latchkey.core.policy.Guesses.Admission.Admitted.class,
            one -> {
              one.attempt().reserve();
              assertThat(one.attempt().failuresBefore()).isEqualTo(3);
              assertThat(one.attempt().isPlaceKnown()).isFalse();
            });
  }
}
