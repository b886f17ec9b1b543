package dev.latchkey.adapter.cache;

import dev.latchkey.core.session.Changes;
import dev.latchkey.core.token.FoundToken;
import dev.latchkey.core.token.TokenLookups;
import dev.latchkey.kernel.StoreUnavailable;
import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Answers from memory what it read from the store less than a second ago, counted from before the
 * read, unless the session or account has changed since. Callers who ask for the same token at the
 * same time share one read. A read that takes a second or longer is not believed, either: without
 * an answer from the store within a second, checks fail. Safe for use by many threads; a hit takes
 * no lock.
 *
 * <p>Tokens that do not exist are read from the store each time, so guesses fill no memory. Entries
 * live for a second only, so none is thrown out for the sake of another: when there is no room,
 * further readings are not kept.
 */
public final class CachedLookups implements TokenLookups {
  private static final long BELIEVED_NANOS = Duration.ofSeconds(1).toNanos();

  /** How many entries each keeping looks at, to remove those that are too old. */
  private static final int SWEPT = 4;

  /** An entry takes a kilobyte or two, so that all stay within a quarter of the heap. */
  private static final int MOST_ENTRIES =
      Math.clamp(Runtime.getRuntime().maxMemory() / 8192, 1 << 13, 1 << 20);

  private final TokenLookups store;
  private final Executor pilots;
  private final RecentChanges changes;
  private final Time time;
  private final int mostEntries;
  private final ConcurrentHashMap<Key, Reading> kept = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Key, Flight> flights = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder reads = new LongAdder();
  private final ReentrantLock sweeping = new ReentrantLock();
  private Iterator<Map.Entry<Key, Reading>> sweeper = kept.entrySet().iterator();

  /**
   * Makes one as large as the heap allows.
   *
   * @param store what it reads
   * @param pilots runs the reads; where a read may hang, on threads of their own, so that callers
   *     are refused after a second
   * @param changes tells what it must stop believing
   * @param time the clock
   */
  public CachedLookups(TokenLookups store, Executor pilots, Changes changes, Time time) {
    this(store, pilots, changes, time, MOST_ENTRIES);
  }

  /**
   * Makes one.
   *
   * @param store what it reads
   * @param pilots as above
   * @param changes tells what it must stop believing
   * @param time the clock
   * @param mostEntries how many readings it keeps at most
   */
  public CachedLookups(
      TokenLookups store, Executor pilots, Changes changes, Time time, int mostEntries) {
    this.store = store;
    this.pilots = pilots;
    this.changes = new RecentChanges(time);
    this.time = time;
    this.mostEntries = mostEntries;
    changes.subscribe(this.changes);
  }

  @Override
  public Optional<FoundToken> find(String kind, String lookup) {
    Key key = new Key(kind, lookup);
    Reading present = kept.get(key);
    if (present != null && isBelieved(present)) {
      hits.increment();
      return present.found();
    }
    misses.increment();
    return read(key);
  }

  /**
   * Says how many checks were answered from memory.
   *
   * @return the count since the start
   */
  public long hits() {
    return hits.sum();
  }

  /**
   * Says how many checks had to ask the store, or wait for one that did.
   *
   * @return the count since the start
   */
  public long misses() {
    return misses.sum();
  }

  /**
   * Says how many times the store was asked; callers who waited for somebody else's question are
   * not counted.
   *
   * @return the count since the start
   */
  public long reads() {
    return reads.sum();
  }

  /** Says how many readings are kept. */
  int size() {
    return kept.size();
  }

  /** Changes first: one that was forgotten meanwhile is so old that the second is over, too. */
  private boolean isBelieved(Reading reading) {
    return !changes.outdate(reading) && isYoung(reading.since());
  }

  private boolean isYoung(long since) {
    return time.nanoTime() - since < BELIEVED_NANOS;
  }

  private Optional<FoundToken> read(Key key) {
    while (true) {
      Flight mine = new Flight(time.nanoTime(), changes.version());
      Flight other = flights.putIfAbsent(key, mine);
      if (other != null && !isYoung(other.since())) {
        // It may answer from before the last second; whoever flies it will find that out.
        if (!flights.replace(key, other, mine)) {
          continue;
        }
        other = null;
      }
      if (other == null) {
        pilots.execute(() -> fly(key, mine));
      }
      Reading reading = (other == null ? mine : other).await();
      if (changes.outdate(reading)) {
        continue;
      }
      if (!isYoung(reading.since())) {
        throw tooLong(new TimeoutException());
      }
      return reading.found();
    }
  }

  private static StoreUnavailable tooLong(TimeoutException cause) {
    return new StoreUnavailable("a session took too long to read", cause);
  }

  /** Whatever is thrown goes to those who wait. */
  private void fly(Key key, Flight flight) {
    reads.increment();
    try {
      Reading reading =
          new Reading(store.find(key.kind(), key.lookup()), flight.since(), flight.version());
      keep(key, reading);
      flight.answer().complete(reading);
    } catch (RuntimeException | Error e) {
      flight.answer().completeExceptionally(e);
    } finally {
      flights.remove(key, flight);
    }
  }

  private void keep(Key key, Reading reading) {
    sweep();
    if (reading.found().isEmpty()
        || (kept.mappingCount() >= mostEntries && !kept.containsKey(key))) {
      return;
    }
    kept.merge(key, reading, (one, other) -> one.since() - other.since() > 0 ? one : other);
  }

  private void sweep() {
    if (!sweeping.tryLock()) {
      return;
    }
    try {
      for (int i = 0; i < SWEPT; i++) {
        if (!sweeper.hasNext()) {
          sweeper = kept.entrySet().iterator();
          return;
        }
        Map.Entry<Key, Reading> entry = sweeper.next();
        if (!isYoung(entry.getValue().since())) {
          kept.remove(entry.getKey(), entry.getValue());
        }
      }
    } finally {
      sweeping.unlock();
    }
  }

  private record Key(String kind, String lookup) {}

  /**
   * A read on its way.
   *
   * @param since the nanosecond before it began
   * @param version the number of the last change before it began
   * @param answer what it will say
   */
  private record Flight(long since, long version, CompletableFuture<Reading> answer) {
    Flight(long since, long version) {
      this(since, version, new CompletableFuture<>());
    }

    Reading await() {
      try {
        return answer.get(BELIEVED_NANOS, TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        throw rethrown(e.getCause());
      } catch (TimeoutException e) {
        throw tooLong(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreUnavailable("interrupted while a session was read", e);
      }
    }

    private static RuntimeException rethrown(@Nullable Throwable thrown) {
      return switch (thrown) {
        case RuntimeException exception -> exception;
        case Error error -> throw error;
        case null, default -> new IllegalStateException("a session could not be read", thrown);
      };
    }
  }
}
