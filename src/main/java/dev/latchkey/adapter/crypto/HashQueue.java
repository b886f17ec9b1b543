package dev.latchkey.adapter.crypto;

import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.credential.PlaceInLine;
import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The line before the threads that hash. At most as many wait as can be served within half a
 * second, by what hashes took lately; whoever waited a whole second, because they took longer than
 * was thought, is turned away unserved. So nearly all refusals come at once. A thread is taken
 * until its hash ends, whether or not somebody still waits for it, so no more hashes than threads
 * ever run.
 */
final class HashQueue implements AutoCloseable {
  /** How long anybody waits. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** How much work may wait: less, so that whoever is let in is served, too. */
  static final Duration LONGEST_LINE = Duration.ofMillis(500);

  /** What one more measured duration weighs. */
  private static final int WEIGHT = 8;

  private static final ThreadLocal<@Nullable Place> HELD = new ThreadLocal<>();

  private final LinkedBlockingQueue<Entry<?>> line = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();
  private final LongAdder served = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final AtomicLong usualNanos;
  private final List<Thread> threads = new ArrayList<>();
  private final int longest;
  private final Time time;
  private volatile boolean closed;

  /** What a thread does for a caller. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws HasherBusy;
  }

  /**
   * Starts the threads.
   *
   * @param count how many
   * @param settle what each thread does before its first work
   * @param longest how many may wait at most, however fast hashes are
   * @param estimate what a hash is thought to take until the first ones are measured
   * @param time the clock
   */
  HashQueue(int count, Runnable settle, int longest, Duration estimate, Time time) {
    this.longest = longest;
    this.usualNanos = new AtomicLong(estimate.toNanos());
    this.time = time;
    for (int number = 0; number < count; number++) {
      Thread thread =
          Thread.ofPlatform().name("hash-" + number).daemon(true).unstarted(() -> serve(settle));
      threads.add(thread);
      thread.start();
    }
  }

  /**
   * Has a thread do some work, and waits for it.
   *
   * @param work the work
   * @return its result
   * @throws HasherBusy if the line is too long, the wait was, or the caller was interrupted
   */
  <T> T run(Work<T> work) throws HasherBusy {
    Place mine = HELD.get();
    if (mine == null || !mine.takeUp()) {
      join();
    }
    Entry<T> entry = new Entry<>(work, time.nanoTime());
    line.add(entry);
    if (closed) {
      // Nobody may be left to serve it.
      turnAway(entry);
    }
    return await(entry);
  }

  /**
   * Joins the line for the work that the calling thread will have done next.
   *
   * @return the place, to be closed by the same thread
   * @throws HasherBusy if the line is too long
   */
  PlaceInLine takePlace() throws HasherBusy {
    join();
    Place place = new Place(waiting);
    HELD.set(place);
    return place;
  }

  private void join() throws HasherBusy {
    int bound = bound();
    if (waiting.getAndUpdate(present -> present < bound ? present + 1 : present) >= bound) {
      throw busy();
    }
  }

  /** Says how many wait, or have taken a place and will. */
  int waiting() {
    return waiting.get();
  }

  /** Says how many threads work. */
  int working() {
    return working.get();
  }

  /** Says how many were served. */
  long served() {
    return served.sum();
  }

  /** Says how many were turned away. */
  long refused() {
    return refused.sum();
  }

  /** Says how many may wait now. */
  int bound() {
    long within = threads.size() * LONGEST_LINE.toNanos() / Math.max(1, usualNanos.get());
    // Free threads must be reachable, however slow they are.
    return Math.clamp(within, Math.min(threads.size(), longest), longest);
  }

  /** Turns away whoever waits and stops the threads after their present hashes. */
  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    for (Entry<?> left = line.poll(); left != null; left = line.poll()) {
      turnAway(left);
    }
  }

  private <T> T await(Entry<T> entry) throws HasherBusy {
    try {
      try {
        return entry.answer.get(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        turnAway(entry);
        return entry.answer.get();
      }
    } catch (InterruptedException e) {
      turnAway(entry);
      Thread.currentThread().interrupt();
      throw busy();
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  /** Drops an entry, unless a thread has begun with it. */
  private void turnAway(Entry<?> entry) {
    if (begin(entry)) {
      line.remove(entry);
      entry.answer.completeExceptionally(busy());
    }
  }

  private void serve(Runnable settle) {
    boolean isSettled = false;
    while (!closed) {
      try {
        Entry<?> entry = line.take();
        if (!isSettled) {
          // Only now: what it takes to settle is not to slow the start of the server down.
          settle.run();
          isSettled = true;
        }
        serve(entry);
      } catch (InterruptedException e) {
        // Only closing interrupts.
        return;
      }
    }
  }

  private <T> void serve(Entry<T> entry) {
    if (!begin(entry)) {
      return;
    }
    long begun = time.nanoTime();
    if (begun - entry.since > LONGEST_WAIT.toNanos()) {
      entry.answer.completeExceptionally(busy());
      return;
    }
    working.incrementAndGet();
    try {
      T result = entry.work.run();
      working.decrementAndGet();
      note(time.nanoTime() - begun);
      served.increment();
      entry.answer.complete(result);
    } catch (Throwable e) {
      working.decrementAndGet();
      // The caller's business; this thread serves the next.
      entry.answer.completeExceptionally(e);
    }
  }

  /** Takes an entry out of the count, once. */
  private boolean begin(Entry<?> entry) {
    boolean first = entry.begun.compareAndSet(false, true);
    if (first) {
      waiting.decrementAndGet();
    }
    return first;
  }

  private void note(long nanos) {
    usualNanos.updateAndGet(usual -> usual + (nanos - usual) / WEIGHT);
  }

  private HasherBusy busy() {
    refused.increment();
    long nanos = waiting.get() * usualNanos.get() / threads.size();
    return new HasherBusy(Duration.ofSeconds(1 + nanos / LONGEST_WAIT.toNanos()));
  }

  private static HasherBusy rethrown(@Nullable Throwable thrown) {
    return switch (thrown) {
      case HasherBusy busy -> busy;
      case Error error -> throw error;
      case null, default ->
          throw new IllegalStateException("a password could not be hashed", thrown);
    };
  }

  /** One of those who wait before there is work for him. */
  private static final class Place implements PlaceInLine {
    private final AtomicInteger waiting;
    private boolean isOver;

    Place(AtomicInteger waiting) {
      this.waiting = waiting;
    }

    /** Says whether the place is still there to be taken up; it is no longer. */
    boolean takeUp() {
      boolean first = !isOver;
      isOver = true;
      return first;
    }

    @Override
    public void close() {
      if (takeUp()) {
        waiting.decrementAndGet();
      }
      HELD.remove();
    }
  }

  private static final class Entry<T> {
    private final Work<T> work;
    private final long since;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    Entry(Work<T> work, long since) {
      this.work = work;
      this.since = since;
    }
  }
}
