package dev.latchkey.feature.upkeep;

import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.StoreUnavailable;
import dev.latchkey.kernel.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Does the chores if this node holds the lease. Somebody calls {@link #run} every few seconds on
 * each node. If the holder dies, another takes over as soon as {@link #LEASE} is over and it is
 * called again; if it stops in good order, at the next call.
 */
public final class RunChores {
  /** For how long a node that went silent keeps the others waiting. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger(RunChores.class.getName());
  private static final String NAME = "upkeep";
  private static final int HOLDER_BYTES = 16;

  /** So many rows at once; other work gets its turn between two batches. */
  private static final int BATCH = 200;

  /** After so many batches of one chore the next one gets its turn. */
  private static final int MOST_BATCHES = 50;

  private final List<Chore> chores;
  private final Leases leases;
  private final Time time;
  private final String holder;
  private final Map<String, LongAdder> removed = new LinkedHashMap<>();
  private Instant renewAt = Instant.MIN;
  private volatile boolean isStopped;

  /**
   * Makes one.
   *
   * @param chores what to do, of different names
   * @param leases who does it
   * @param entropy where chance comes from
   * @param time the clock
   */
  public RunChores(List<Chore> chores, Leases leases, Entropy entropy, Time time) {
    this.chores = List.copyOf(chores);
    this.leases = leases;
    this.time = time;
    this.holder = HexFormat.of().formatHex(entropy.bytes(HOLDER_BYTES));
    this.chores.forEach(chore -> removed.put(chore.name(), new LongAdder()));
  }

  /**
   * Does what there is to do, or as much as one call may, unless another node does. A chore that
   * fails does not keep the others from being done.
   *
   * @return whether this node holds the lease
   * @throws StoreUnavailable if the store does not answer; the next call makes up for it
   */
  public synchronized boolean run() {
    for (Chore chore : chores) {
      if (!isMine()) {
        return false;
      }
      try {
        run(chore);
      } catch (StoreUnavailable e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "could not remove old " + chore.name(), e);
      }
    }
    return isMine();
  }

  private void run(Chore chore) {
    for (int batch = 0; batch < MOST_BATCHES && isMine(); batch++) {
      int count = chore.work().batch(BATCH);
      counter(chore.name()).add(count);
      if (count < BATCH) {
        return;
      }
    }
  }

  /** Renewed well before its end, so that it is held for sure while a batch runs. */
  private boolean isMine() {
    if (isStopped) {
      return false;
    }
    Instant now = time.now();
    boolean isFresh = now.isBefore(renewAt) && renewAt.minus(LEASE).isBefore(now);
    if (isFresh) {
      return true;
    }
    renewAt = Instant.MIN;
    boolean isTaken = leases.take(NAME, holder, now, LEASE);
    if (isTaken) {
      renewAt = now.plus(LEASE.dividedBy(2));
    }
    return isTaken;
  }

  /** Does no more after the present batch, for good. Returns at once. */
  public void stop() {
    isStopped = true;
  }

  /**
   * Gives the lease back, if this node holds it, so that another can go on at once. Waits for the
   * present batch.
   *
   * @throws StoreUnavailable if the store does not answer; then the lease ends by itself
   */
  public synchronized void leave() {
    stop();
    if (renewAt.isAfter(Instant.MIN)) {
      renewAt = Instant.MIN;
      leases.giveBack(NAME, holder);
    }
  }

  /**
   * Names the chores.
   *
   * @return their names, in the order in which they are done
   */
  public List<String> names() {
    return List.copyOf(removed.keySet());
  }

  /**
   * Tells how much this node has removed since it started.
   *
   * @param name the name of a chore
   * @return how many rows
   */
  public long removed(String name) {
    return counter(name).sum();
  }

  private LongAdder counter(String name) {
    LongAdder counter = removed.get(name);
    if (counter == null) {
      throw new IllegalArgumentException("no chore of this name");
    }
    return counter;
  }
}
