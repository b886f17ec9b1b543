package dev.latchkey.boot;

import dev.latchkey.adapter.metrics.Meters;
import dev.latchkey.wire.http.Traffic;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The figures of this server. They are made beside the start, since their library takes a while to
 * load; what is answered before that is kept and counted then.
 */
final class Telemetry implements Traffic {
  private static final int MOST_KEPT = 10_000;

  private final Consumer<Meters> parts;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Early> early = new ArrayDeque<>();
  private volatile @Nullable Meters meters;

  /**
   * Makes them.
   *
   * @param parts adds the figures of the rooms
   */
  Telemetry(Consumer<Meters> parts) {
    this.parts = parts;
  }

  @Override
  public void answered(String contract, String route, int status, long nanos) {
    Meters ready = meters;
    if (ready != null) {
      ready.answered(contract, route, status, nanos);
      return;
    }
    lock.lock();
    try {
      Meters now = meters;
      if (now != null) {
        now.answered(contract, route, status, nanos);
      } else if (early.size() < MOST_KEPT) {
        early.add(new Early(contract, route, status, nanos));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Loads what is needed, unless that is done. */
  Meters open() {
    Meters ready = meters;
    if (ready != null) {
      return ready;
    }
    Meters made = new Meters();
    lock.lock();
    try {
      Meters other = meters;
      if (other != null) {
        return other;
      }
      parts.accept(made);
      early.forEach(one -> made.answered(one.contract, one.route, one.status, one.nanos));
      early.clear();
      meters = made;
      return made;
    } finally {
      lock.unlock();
    }
  }

  private record Early(String contract, String route, int status, long nanos) {}
}
