package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.ServerSettings;
import dev.latchkey.core.account.Account;
import dev.latchkey.core.credential.HashSettings;
import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.Identifier;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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
      // The first hash, by which the server warms up, takes seconds on a busy machine.
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      do {
        door.signUp(house, person);
      } while (!door.isIn(door.signIn(house, person.email(), person.password()))
          && System.nanoTime() < end);
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

  @Test
  void no_place_in_the_line_is_lost_whatever_becomes_of_a_sign_in() {
    BudgetSettings few = new BudgetSettings(2, Duration.ofMinutes(10), 1000, 1000, 1000, 1000);
    try (RunningHouse house = RunningHouse.start(settings -> two(settings).withBudgets(few))) {
      Person guessed = Person.fresh();
      Person other = Person.fresh();
      Door first = Doors.CONTRACTS.getLast();
      first.signUp(house, guessed);
      first.signUp(house, other);
      for (Door door : Doors.ALL) {
        for (int i = 0; i < 3; i++) {
          // Judged at first; then the budget is spent.
          assertThat(door.isIn(door.signIn(house, guessed.email(), "a guess"))).isFalse();
        }
        assertThat(door.isIn(door.signIn(house, "nobody@mail.example", "a guess"))).isFalse();
        assertThat(door.isIn(door.signIn(house, other.email(), other.password()))).isTrue();
      }
    }
  }

  @Test
  void callers_who_hang_up_leave_the_line_free() throws Exception {
    try (RunningHouse house = RunningHouse.start(FloodTest::two)) {
      Person person = Person.fresh();
      Door door = Doors.CONTRACTS.getLast();
      door.signUp(house, person);
      String body = "{\"login\":\"nobody@mail.example\",\"password\":\"a guess\"}";
      String request =
          "POST /sign_in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body);
      for (int i = 0; i < 100; i++) {
        try (Socket gone = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
          gone.setSoLinger(i % 2 == 0, 0);
          gone.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }
      }
      // What stands in line is hashed, which takes a second at most.
      boolean isIn = false;
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (!isIn && System.nanoTime() < end) {
        isIn = door.isIn(door.signIn(house, person.email(), person.password()));
      }
      assertThat(isIn).isTrue();
    }
  }

  /** One thread that hashes, and two places in the line. */
  private static ServerSettings two(ServerSettings settings) {
    return settings.withHashing(new HashSettings(64, 1, 1, 2));
  }
}
