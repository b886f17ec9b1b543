package dev.latchkey.adapter.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.core.policy.Budgets.Grant;
import dev.latchkey.kernel.MovedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketBudgetsTest {
  private static final String ALICE = "#100";
  private static final String BOB = "#101";
  private static final String HERE = "192.0.2.1";
  private static final String THERE = "198.51.100.7";

  private final MovedTime time = new MovedTime();
  private final BucketBudgets budgets = budgets(BudgetSettings.DEFAULT, 1 << 16);

  @Test
  void twenty_failures_are_borne_and_no_more() {
    assertThat(granted(ALICE, HERE, 50)).isEqualTo(20);
  }

  @Test
  void a_spent_budget_says_when_to_come_back_and_keeps_its_word() {
    granted(ALICE, HERE, 20);
    assertThat(budgets.signIn(ALICE, HERE, null))
        .isEqualTo(new Grant.Spent(Duration.ofSeconds(30)));
    time.move(Duration.ofMillis(29_500));
    assertThat(budgets.signIn(ALICE, HERE, null)).isEqualTo(new Grant.Spent(Duration.ofSeconds(1)));
    time.move(Duration.ofMillis(500));
    assertThat(granted(ALICE, HERE, 50)).isEqualTo(1);
    time.move(Duration.ofMinutes(10));
    assertThat(granted(ALICE, HERE, 50)).isEqualTo(20);
    time.move(Duration.ofDays(400));
    assertThat(granted(ALICE, HERE, 50)).isEqualTo(20);
  }

  @Test
  void within_any_ten_minutes_no_more_than_the_budget_and_its_refill() {
    int granted = 0;
    for (int second = 0; second < 600; second++) {
      granted += granted(ALICE, HERE, 2);
      time.move(Duration.ofSeconds(1));
    }
    assertThat(granted).isBetween(39, 40);
  }

  @Test
  void successes_spend_nothing() {
    for (int i = 0; i < 500; i++) {
      assertThat(budgets.signIn(ALICE, HERE, null)).isInstanceOf(Grant.Granted.class);
      budgets.giveBack(ALICE);
    }
    assertThat(granted(ALICE, HERE, 50)).isEqualTo(20);
  }

  @Test
  void a_budget_never_holds_more_than_its_size() {
    for (int i = 0; i < 100; i++) {
      budgets.giveBack(ALICE);
    }
    assertThat(granted(ALICE, HERE, 50)).isEqualTo(20);
  }

  @Test
  void names_do_not_spend_for_each_other() {
    granted(ALICE, HERE, 20);
    assertThat(granted(BOB, HERE, 50)).isEqualTo(20);
  }

  @Test
  void a_name_is_protected_from_all_addresses_together() {
    granted(ALICE, HERE, 20);
    assertThat(budgets.signIn(ALICE, THERE, null)).isInstanceOf(Grant.Spent.class);
  }

  @Test
  void an_address_has_its_budget_over_all_names() {
    int granted = 0;
    for (int i = 0; i < 2000; i++) {
      granted += granted("other" + i, HERE, 1);
    }
    assertThat(granted).isEqualTo(1200);
    assertThat(budgets.signIn(ALICE, HERE, null)).isEqualTo(new Grant.Spent(Duration.ofSeconds(1)));
    assertThat(granted(ALICE, THERE, 50)).as("nothing was taken from the name").isEqualTo(20);
  }

  @Test
  void a_spent_name_takes_nothing_from_the_address() {
    granted(ALICE, HERE, 5000);
    int granted = 0;
    for (int i = 0; i < 2000; i++) {
      granted += granted("other" + i, HERE, 1);
    }
    assertThat(granted).isEqualTo(1180);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "::1, ::1, true",
    "local, local, true",
    "192.0.2.1, 192.0.2.2, false",
    "::ffff:192.0.2.1, 192.0.2.1, true",
    "::ffff:192.0.2.1, ::ffff:192.0.2.2, false",
    "2001:db8:0:1::1, 2001:db8:0:1:ffff:ffff:ffff:ffff, true",
    "2001:db8:0:1::1, 2001:0DB8:0000:0001:0:0:0:1, true",
    "2001:db8:0:1::1, 2001:db8:0:2::1, false",
    "fe80::1%eth0, fe80::2%eth1, true",
    "unknown, local, false"
  })
  void neighbours_of_one_network_share_a_budget(String one, String other, boolean share) {
    for (int i = 0; i < 600; i++) {
      assertThat(budgets.signUp(one)).isInstanceOf(Grant.Granted.class);
    }
    assertThat(budgets.signUp(other) instanceof Grant.Spent).isEqualTo(share);
  }

  @Test
  void sign_ups_do_not_spend_sign_ins() {
    for (int i = 0; i < 700; i++) {
      budgets.signUp(HERE);
    }
    assertThat(budgets.signIn(ALICE, HERE, null)).isInstanceOf(Grant.Granted.class);
  }

  @Test
  void letters_are_counted_for_name_and_address_within_an_hour() {
    int toAlice = 0;
    for (int i = 0; i < 100; i++) {
      toAlice += budgets.letter(ALICE, HERE) instanceof Grant.Granted ? 1 : 0;
    }
    assertThat(toAlice).isEqualTo(10);
    assertThat(budgets.letter(ALICE, THERE)).isEqualTo(new Grant.Spent(Duration.ofMinutes(6)));
    int fromHere = 0;
    for (int i = 0; i < 1000; i++) {
      fromHere += budgets.letter("other" + i, HERE) instanceof Grant.Granted ? 1 : 0;
    }
    assertThat(fromHere).isEqualTo(590);
  }

  @Test
  void two_hundred_parallel_guesses_are_exactly_the_budget() throws Exception {
    for (int round = 0; round < 20; round++) {
      assertThat(inParallel(200, "racer" + round)).isEqualTo(20);
    }
  }

  @Test
  void parallel_guesses_are_exactly_the_budget_even_while_full_buckets_are_forgotten()
      throws Exception {
    // All of these are full again, so that every taking forgets some.
    BucketBudgets crowded = budgets(BudgetSettings.DEFAULT, 1 << 16);
    for (int i = 0; i < 1000; i++) {
      crowded.signIn("earlier" + i, "10.0." + i / 250 + "." + i % 250, null);
    }
    time.move(Duration.ofHours(1));
    for (int round = 0; round < 20; round++) {
      assertThat(inParallel(crowded, 200, "racer" + round)).isEqualTo(20);
    }
  }

  @Test
  void a_flood_of_names_makes_nobody_forget_what_was_spent() {
    BucketBudgets small = budgets(BudgetSettings.DEFAULT, 1000);
    for (int i = 0; i < 20; i++) {
      small.signIn(ALICE, "192.0.2." + i, null);
    }
    for (int i = 0; i < 100_000; i++) {
      small.signIn("junk" + i, "2001:db8:" + Integer.toHexString(i % 0xffff) + "::1", null);
    }
    assertThat(small.signIn(ALICE, HERE, null)).isInstanceOf(Grant.Spent.class);
  }

  @Test
  void memory_stays_bounded_in_a_flood_and_spending_is_still_counted() {
    Buckets buckets = new Buckets(3, Duration.ofHours(1), 1000, time);
    int granted = 0;
    for (int i = 0; i < 100_000; i++) {
      granted += buckets.take(new Buckets.Key(i, -i)) == 0 ? 1 : 0;
    }
    assertThat(buckets.size()).isEqualTo(1000);
    assertThat(granted).isEqualTo(1000 + 3 * 4096);
    Buckets.Key late = new Buckets.Key(-1, -1);
    assertThat(buckets.take(late)).isPositive();
    time.move(Duration.ofHours(1));
    assertThat(buckets.take(late)).isZero();
    buckets.giveBack(late);
  }

  @Test
  void what_a_late_key_took_it_gets_back() {
    Buckets buckets = new Buckets(1, Duration.ofHours(1), 1, time);
    buckets.take(new Buckets.Key(1, 1));
    Buckets.Key late = new Buckets.Key(2, 2);
    for (int i = 0; i < 10; i++) {
      assertThat(buckets.take(late)).isZero();
      assertThat(buckets.take(late)).isPositive();
      buckets.giveBack(late);
    }
  }

  @Test
  void full_buckets_are_forgotten() {
    Buckets buckets = new Buckets(1, Duration.ofSeconds(1), 100_000, time);
    for (int i = 0; i < 10_000; i++) {
      buckets.take(new Buckets.Key(i, i));
    }
    assertThat(buckets.size()).isEqualTo(10_000);
    time.move(Duration.ofSeconds(2));
    for (int i = 0; i < 10_000; i++) {
      buckets.take(new Buckets.Key(0, 0));
    }
    assertThat(buckets.size()).isEqualTo(1);
  }

  @Test
  void forgetting_a_full_bucket_never_loses_what_is_taken_meanwhile() throws Exception {
    Buckets buckets = new Buckets(1, Duration.ofSeconds(1), 100, time);
    Buckets.Key key = new Buckets.Key(1, 2);
    int takers = 4;
    int rounds = 3000;
    AtomicInteger granted = new AtomicInteger();
    CyclicBarrier round = new CyclicBarrier(takers, () -> time.move(Duration.ofSeconds(1)));
    List<Future<?>> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(takers)) {
      for (int taker = 0; taker < takers; taker++) {
        done.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < rounds; i++) {
                    round.await();
                    granted.addAndGet(buckets.take(key) == 0 ? 1 : 0);
                  }
                  return true;
                }));
      }
      for (Future<?> one : done) {
        one.get();
      }
    }
    assertThat(granted).hasValue(rounds);
  }

  @Test
  void a_token_given_back_leaves_no_trace() {
    Buckets buckets = new Buckets(20, Duration.ofMinutes(10), 100, time);
    Buckets.Key key = new Buckets.Key(1, 2);
    buckets.take(key);
    assertThat(buckets.size()).isEqualTo(1);
    buckets.giveBack(key);
    assertThat(buckets.size()).isZero();
  }

  private BucketBudgets budgets(BudgetSettings settings, int mostKeys) {
    return new BucketBudgets(settings, time, count -> new byte[count], mostKeys);
  }

  private int granted(String subject, String address, int attempts) {
    int granted = 0;
    for (int i = 0; i < attempts; i++) {
      granted += budgets.signIn(subject, address, null) instanceof Grant.Granted ? 1 : 0;
    }
    return granted;
  }

  private int inParallel(int attempts, String subject) throws Exception {
    return inParallel(budgets, attempts, subject);
  }

  private int inParallel(BucketBudgets asked, int attempts, String subject) throws Exception {
    CyclicBarrier start = new CyclicBarrier(attempts);
    List<Future<Boolean>> grants = new ArrayList<>();
    int granted = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < attempts; i++) {
        String address = "203.0.113." + i;
        grants.add(
            threads.submit(
                () -> {
                  start.await();
                  return asked.signIn(subject, address, null) instanceof Grant.Granted;
                }));
      }
      for (Future<Boolean> grant : grants) {
        granted += grant.get() ? 1 : 0;
      }
    }
    return granted;
  }
}
