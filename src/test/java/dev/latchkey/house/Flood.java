package dev.latchkey.house;

import dev.latchkey.house.doors.Doors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps every thread and every place in the queue of password hashing taken, by guesses at nobody.
 */
final class Flood implements AutoCloseable {
  private static final int THREADS = 4;

  private final AtomicBoolean running = new AtomicBoolean(true);
  private final List<Thread> threads = new ArrayList<>();

  /** Starts to guess. */
  Flood(RunningHouse house) {
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (running.get()) {
                      Doors.ALL.getFirst().signIn(house, "nobody@mail.example", "guess");
                    }
                  }));
    }
  }

  @Override
  public void close() {
    running.set(false);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
