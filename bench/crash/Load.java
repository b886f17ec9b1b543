package crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Eight writers against one server, and what to check after each time it came up again. */
final class Load {
  private static final int WRITERS = 8;
  private static final long LONGEST_WAIT_NANOS = 5_000_000_000L;

  private final List<Writer> writers = new ArrayList<>();
  private final ReentrantReadWriteLock pens = new ReentrantReadWriteLock();
  private final Random random;

  Load(long seed, Calls calls) {
    String run = Long.toString(System.currentTimeMillis() % 1_000_000_000, 36);
    this.random = new Random(seed);
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new Writer(i, run, new Random(seed + i), calls, pens.readLock()));
    }
  }

  /** Something to do while the writers write. */
  @FunctionalInterface
  interface Blow {
    /** Does it. */
    void fall() throws Exception;
  }

  /** Lets the writers write while something is done, and waits for all of them to end after that. */
  void during(Blow blow) throws Exception {
    for (int i = 0; i < WRITERS; i++) {
      writers.get(i).isOver = false;
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      writers.forEach(threads::submit);
      try {
        blow.fall();
      } finally {
        writers.forEach(writer -> writer.isOver = true);
      }
    }
    for (Writer writer : writers) {
      if (writer.wrong != null) {
        throw writer.wrong;
      }
    }
  }

  /** What the ledgers say at one moment. */
  record Snapshot(long position, List<List<Ledger>> accounts) {
    /** Gives another one that says the same. */
    Snapshot copy() {
      return new Snapshot(
          position, accounts.stream().map(own -> own.stream().map(Ledger::copy).toList()).toList());
    }
  }

  /**
   * Notes what the ledgers say, and where something else stands at that very moment: every answer that is in the
   * ledgers came before it, and whatever came after it is not in them or open.
   */
  Snapshot snapshot(Position position) throws IOException {
    pens.writeLock().lock();
    try {
      return new Snapshot(position.now(), ledgers()).copy();
    } finally {
      pens.writeLock().unlock();
    }
  }

  /** Where something stands. */
  @FunctionalInterface
  interface Position {
    /** Tells it. */
    long now() throws IOException;
  }

  /** Goes on from what the ledgers said before. */
  void restore(Snapshot snapshot) {
    for (int i = 0; i < WRITERS; i++) {
      writers.get(i).accounts.clear();
      writers.get(i).accounts.addAll(snapshot.accounts.get(i));
    }
  }

  /** Forgets all accounts: the store is a new one. */
  void forget() {
    writers.forEach(writer -> writer.accounts.clear());
  }

  private List<List<Ledger>> ledgers() {
    return writers.stream().map(writer -> writer.accounts).toList();
  }

  /** Waits while the writers write, for some more acknowledgements and then for a moment, on a slow machine as well. */
  void await(int acknowledgements, int thenMillis) throws InterruptedException {
    long wanted = acknowledged() + acknowledgements;
    long end = System.nanoTime() + LONGEST_WAIT_NANOS;
    while (acknowledged() < wanted && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    TimeUnit.MICROSECONDS.sleep(random.nextInt(thenMillis * 1_000));
  }

  /** The accounts with something open, the latest of each writer, and some of all that are older. */
  Set<Ledger> sample(int latest, int older) {
    return sample(ledgers(), latest, older);
  }

  /** The same of what the ledgers said before. */
  Set<Ledger> sample(List<List<Ledger>> ledgers, int latest, int older) {
    Set<Ledger> chosen = new LinkedHashSet<>();
    for (List<Ledger> accounts : ledgers) {
      accounts.stream().filter(Ledger::isOpen).forEach(chosen::add);
      int size = accounts.size();
      chosen.addAll(accounts.subList(Math.max(0, size - latest), size));
      for (int n = 0; n < older && size > 0; n++) {
        chosen.add(accounts.get(random.nextInt(size)));
      }
    }
    return chosen;
  }

  /** All accounts. */
  List<Ledger> all() {
    return writers.stream().flatMap(writer -> writer.accounts.stream()).toList();
  }

  /** How many writes were acknowledged. */
  long acknowledged() {
    return writers.stream().mapToLong(writer -> writer.acknowledged.get()).sum();
  }
}
