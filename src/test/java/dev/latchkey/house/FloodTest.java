package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.credential.HashSettings;
import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.Identifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many at once, through every door. */
class FloodTest {
  private static final int CALLERS = 50;

  @Test
  void fifty_parallel_sign_ups_of_one_address_leave_one_account_on_all_contracts_together()
      throws Exception {
    try (RunningHouse house = RunningHouse.start()) {
      for (int round = 0; round < 5; round++) {
        Person person = Person.fresh();
        int before = accounts(house).size();
        race(house, person);
        List<Account> made = accounts(house).subList(before, accounts(house).size());
        assertThat(made).as("round %d", round).hasSize(1);
        assertThat(Identifier.email(String.valueOf(made.getFirst().email())))
            .map(Identifier::canonical)
            .hasValue(person.email());
        assertThat(Doors.ALL)
            .allSatisfy(
                door ->
                    assertThat(door.isIn(door.signIn(house, person.email(), person.password())))
                        .isTrue());
      }
    }
  }

  private static void race(RunningHouse house, Person person) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Door door = Doors.ALL.get(i % Doors.ALL.size());
        Person variant = new Person("flood_" + i, variant(person.email(), i), person.password());
        calls.add(
            callers.submit(
                () -> {
                  start.await();
                  return door.signUp(house, variant);
                }));
      }
      start.countDown();
      for (Future<?> call : calls) {
        call.get();
      }
    }
  }

  /** The same mailbox, typed another way: in capitals, in part or all, or in full-width letters. */
  private static String variant(String email, int number) {
    return switch (number % 3) {
      case 0 -> email;
      case 1 -> email.toUpperCase(Locale.ROOT);
      default -> email.replace('p', '\uff50');
    };
  }

  private static List<Account> accounts(RunningHouse house) {
    return house.house().ports().accounts().list(null, 0, 10_000);
  }

  @Test
  void session_checks_are_answered_while_a_flood_of_sign_ins_is_shed() {
    int plenty = 10_000_000;
    try (RunningHouse house =
        RunningHouse.start(
            settings ->
                settings
                    .withHashing(new HashSettings(64 * 1024, 8, 1, 1))
                    .withBudgets(
                        new BudgetSettings(
                            plenty, Duration.ofMinutes(10), plenty, plenty, plenty, plenty)))) {
      Door door = Doors.CONTRACTS.getLast();
      Person person = Person.fresh();
      door.signUp(house, person);
      String[] key = door.enter(house, person);
      try (Flood _ = new Flood(house)) {
        int shed = 0;
        for (int i = 0; i < 40; i++) {
          assertThat(door.knows(house, key)).isTrue();
          var answer = door.signIn(house, "nobody@mail.example", "a guess");
          if (answer.statusCode() == 503) {
            assertThat(answer.headers().firstValue("retry-after")).isPresent();
            shed++;
          }
        }
        assertThat(shed).isPositive();
      }
    }
  }
}
