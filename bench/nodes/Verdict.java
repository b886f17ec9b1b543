package nodes;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The promises that were broken, as they are found. Safe for use by many threads. */
final class Verdict {
  private static final int SHOWN = 20;

  private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();

  void broken(String what) {
    broken.add(what);
  }

  void check(boolean holds, String what) {
    if (!holds) {
      broken(what);
    }
  }

  /** Says it, and gives whether all was kept. */
  boolean tell() {
    List<String> all = List.copyOf(broken);
    if (all.isEmpty()) {
      System.out.println("every promise was kept");
      return true;
    }
    System.out.println(all.size() + " broken:");
    all.stream().limit(SHOWN).forEach(line -> System.out.println("  " + line));
    return false;
  }
}
