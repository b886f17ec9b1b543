package dev.latchkey.wire.http;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps one after another, on the threads that bring them: a thread that comes while a step is
 * running leaves its own behind and goes.
 */
final class Serial {
  private final Queue<Runnable> waiting = new ArrayDeque<>(2);
  private boolean running;

  void run(Runnable step) {
    synchronized (waiting) {
      waiting.add(step);
      if (running) {
        return;
      }
      running = true;
    }
    for (Runnable next = next(); next != null; next = next()) {
      next.run();
    }
  }

  private @Nullable Runnable next() {
    synchronized (waiting) {
      Runnable next = waiting.poll();
      running = next != null;
      return next;
    }
  }
}
