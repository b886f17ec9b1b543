package dev.latchkey.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.credential.PlaceInLine;
import dev.latchkey.kernel.MovedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashQueueTest {
  private static final Duration TWENTIETH = Duration.ofMillis(50);

  private final MovedTime time = new MovedTime();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore ends = new Semaphore(0);
  private final AtomicInteger running = new AtomicInteger();
  private HashQueue queue = new HashQueue(1, () -> {}, 1000, TWENTIETH, time);

  @AfterEach
  void close() {
    ends.release(10_000);
    queue.close();
    callers.close();
  }

  @Test
  void a_caller_gets_the_result() throws HasherBusy {
    assertThat(queue.run(() -> "done")).isEqualTo("done");
  }

  @Test
  void each_thread_settles_once_before_its_first_work() throws HasherBusy {
    List<String> happened = Collections.synchronizedList(new ArrayList<>());
    queue.close();
    queue = new HashQueue(1, () -> happened.add("settled"), 1000, TWENTIETH, time);
    queue.run(() -> happened.add("first"));
    queue.run(() -> happened.add("second"));
    assertThat(happened).containsExactly("settled", "first", "second");
  }

  @Test
  void no_more_hashes_than_threads_run_at_once() throws Exception {
    reopen(2, 1000, Duration.ofMillis(1));
    AtomicInteger most = new AtomicInteger();
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(
          callers.submit(
              () ->
                  queue.run(
                      () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        return running.decrementAndGet();
                      })));
    }
    for (Future<Integer> answer : answers) {
      answer.get();
    }
    assertThat(most.get()).isBetween(1, 2);
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void no_more_wait_than_can_be_served_within_half_a_second() throws Exception {
    assertThat(queue.working()).isZero();
    Future<Integer> stuck = occupy();
    assertThat(queue.working()).isEqualTo(1);
    List<Future<Integer>> waiting = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waiting.add(submit());
    }
    awaitWaiting(10);
    assertThatThrownBy(() -> queue.run(() -> 0))
        .isInstanceOfSatisfying(
            HasherBusy.class,
            busy ->
                assertThat(busy.retryAfter())
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2)));
    ends.release(11);
    for (Future<Integer> one : waiting) {
      assertThat(one.get()).isZero();
    }
    assertThat(stuck.get()).isZero();
    assertThat(queue.working()).isZero();
  }

  @Test
  void no_more_wait_than_the_setting_allows_however_fast_hashes_are() {
    reopen(2, 5, Duration.ofNanos(1));
    assertThat(queue.bound()).isEqualTo(5);
  }

  @Test
  void every_thread_can_be_reached_however_slow_hashes_are() {
    reopen(4, 1000, Duration.ofSeconds(60));
    assertThat(queue.bound()).isEqualTo(4);
  }

  @Test
  void the_bound_follows_what_hashes_take() throws HasherBusy {
    assertThat(queue.bound()).isEqualTo(10);
    runFor(Duration.ofMillis(10), 60);
    assertThat(queue.bound()).isBetween(45, 50);
    runFor(Duration.ofMillis(250), 60);
    assertThat(queue.bound()).isEqualTo(2);
  }

  @Test
  void whoever_waited_longer_than_a_second_is_dropped_unhashed() throws Exception {
    Future<Integer> stuck = occupy();
    AtomicBoolean hashed = new AtomicBoolean();
    Future<Boolean> late = callers.submit(() -> queue.run(() -> hashed.getAndSet(true)));
    awaitWaiting(1);
    time.move(Duration.ofMillis(1001));
    ends.release();
    assertThatThrownBy(late::get).hasCauseInstanceOf(HasherBusy.class);
    assertThat(hashed).isFalse();
    assertThat(queue.waiting()).isZero();
    assertThat(stuck.get()).isZero();
  }

  @Test
  void whoever_waited_exactly_a_second_is_served() throws Exception {
    Future<Integer> stuck = occupy();
    Future<Integer> late = submit();
    awaitWaiting(1);
    time.move(Duration.ofSeconds(1));
    ends.release(2);
    assertThat(late.get()).isZero();
    assertThat(stuck.get()).isZero();
  }

  @Test
  void a_caller_is_turned_away_after_a_second_even_while_all_threads_are_stuck() throws Exception {
    Future<Integer> stuck = occupy();
    Future<Integer> waiting = submit();
    assertThatThrownBy(waiting::get).hasCauseInstanceOf(HasherBusy.class);
    assertThat(queue.waiting()).isZero();
    assertThat(running).hasValue(1);
    assertThat(stuck).isNotDone();
  }

  @Test
  void a_thread_stays_taken_when_its_caller_leaves_and_is_free_when_the_hash_ends()
      throws Exception {
    Future<Integer> gone = occupy();
    gone.cancel(true);
    Future<Integer> next = submit();
    awaitWaiting(1);
    assertThat(running).hasValue(1);
    ends.release(2);
    assertThat(next.get()).isZero();
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void callers_who_leave_make_room_in_the_line() throws Exception {
    Future<Integer> stuck = occupy();
    for (int round = 0; round < 5; round++) {
      List<Future<Integer>> leavers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        leavers.add(submit());
      }
      awaitWaiting(10);
      leavers.forEach(one -> one.cancel(true));
      awaitWaiting(0);
    }
    assertThat(running).hasValue(1);
    assertThat(stuck).isNotDone();
  }

  @Test
  void whoever_has_taken_a_place_is_served_though_the_line_is_full() throws Exception {
    Future<Integer> stuck = occupy();
    Future<Integer> kept;
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch isFull = new CountDownLatch(1);
    kept =
        callers.submit(
            () -> {
              try (PlaceInLine _ = queue.takePlace()) {
                taken.countDown();
                isFull.await();
                return queue.run(() -> 7);
              }
            });
    taken.await();
    List<Future<Integer>> others = new ArrayList<>();
    for (int i = 1; i < 10; i++) {
      others.add(submit());
    }
    awaitWaiting(10);
    assertThatThrownBy(() -> queue.run(() -> 0)).isInstanceOf(HasherBusy.class);
    assertThatThrownBy(queue::takePlace).isInstanceOf(HasherBusy.class);
    isFull.countDown();
    ends.release(10);
    assertThat(kept.get()).isEqualTo(7);
    assertThat(stuck.get()).isZero();
    for (Future<Integer> other : others) {
      assertThat(other.get()).isZero();
    }
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void a_place_is_taken_up_once_and_given_back_when_it_was_not() throws HasherBusy {
    try (PlaceInLine _ = queue.takePlace()) {
      assertThat(queue.waiting()).isEqualTo(1);
    }
    assertThat(queue.waiting()).isZero();
    try (PlaceInLine _ = queue.takePlace()) {
      assertThat(queue.run(() -> "first")).isEqualTo("first");
      assertThat(queue.waiting()).isZero();
      assertThat(queue.run(() -> "second")).isEqualTo("second");
    }
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void a_failure_reaches_its_caller_and_spares_the_thread() throws HasherBusy {
    assertThatThrownBy(
            () ->
                queue.run(
                    () -> {
                      throw new OutOfMemoryError("not really");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
    assertThatThrownBy(
            () ->
                queue.run(
                    () -> {
                      throw new HasherBusy(Duration.ofSeconds(3));
                    }))
        .isInstanceOf(HasherBusy.class);
    assertThat(queue.run(() -> "next")).isEqualTo("next");
  }

  @Test
  void closing_turns_away_whoever_waits_and_whoever_comes() throws Exception {
    Future<Integer> begun = occupy();
    Future<Integer> waiting = submit();
    awaitWaiting(1);
    queue.close();
    assertThatThrownBy(waiting::get).hasCauseInstanceOf(HasherBusy.class);
    assertThatThrownBy(() -> queue.run(() -> 0)).isInstanceOf(HasherBusy.class);
    ends.release();
    assertThat(begun.get()).isZero();
  }

  private void reopen(int threads, int longest, Duration estimate) {
    queue.close();
    queue = new HashQueue(threads, () -> {}, longest, estimate, time);
  }

  /** Makes the only thread busy until a permit is released. */
  private Future<Integer> occupy() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Future<Integer> busy =
        callers.submit(
            () ->
                queue.run(
                    () -> {
                      running.incrementAndGet();
                      begun.countDown();
                      ends.acquireUninterruptibly();
                      return running.decrementAndGet();
                    }));
    begun.await();
    return busy;
  }

  private Future<Integer> submit() {
    return callers.submit(
        () ->
            queue.run(
                () -> {
                  running.incrementAndGet();
                  ends.acquireUninterruptibly();
                  return running.decrementAndGet();
                }));
  }

  private void awaitWaiting(int count) {
    while (queue.waiting() != count) {
      Thread.onSpinWait();
    }
  }

  private void runFor(Duration each, int times) throws HasherBusy {
    for (int i = 0; i < times; i++) {
      queue.run(
          () -> {
            time.move(each);
            return 0;
          });
    }
  }
}
