package crash;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Eight writers against one server, and what to check after each time it came up again. */
final class Load {
  private static final int WRITERS = 8;
  private static final int LATEST = 1;
  private static final int OLDER = 1;

  private final List<Writer> writers = new ArrayList<>();
  private final int[] before = new int[WRITERS];
  private final Random random;

  Load(long seed, Calls calls) {
    String run = Long.toString(System.currentTimeMillis() % 1_000_000_000, 36);
    this.random = new Random(seed);
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new Writer(i, run, new Random(seed + i), calls));
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
      before[i] = writers.get(i).accounts.size();
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

  /** The accounts with something open, the last that were made in this round, and some of all that are older. */
  Set<Ledger> sample() {
    Set<Ledger> chosen = new LinkedHashSet<>();
    for (int i = 0; i < WRITERS; i++) {
      List<Ledger> accounts = writers.get(i).accounts;
      accounts.stream().filter(Ledger::isOpen).forEach(chosen::add);
      int size = accounts.size();
      chosen.addAll(accounts.subList(Math.max(before[i], size - LATEST), size));
      for (int n = 0; n < OLDER && size > 0; n++) {
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
