package growth;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Sends requests over a few connections, each as soon as its moment has come and the one before is answered.
 *
 * @param done how many were answered
 * @param seconds how long it took
 * @param times how long each took
 */
record Load(int done, double seconds, Times times) {
  /**
   * Sends so many, and reads each answer whole.
   *
   * @param port to whom
   * @param requests the requests, made beforehand
   * @param expected what each answer must hold
   * @param connections how many connections
   * @param perSecond the pace of all together; 0 for as fast as it goes
   */
  static Load run(int port, List<byte[]> requests, String expected, int connections, int perSecond)
      throws IOException, InterruptedException {
    long[] nanos = new long[requests.size()];
    AtomicInteger next = new AtomicInteger();
    List<String> faults = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (Wire wire = new Wire(port)) {
                      for (int one = next.getAndIncrement(); one < nanos.length; one = next.getAndIncrement()) {
                        if (perSecond > 0) {
                          await(began + one * TimeUnit.SECONDS.toNanos(1) / perSecond);
                        }
                        long sent = System.nanoTime();
                        String answer = wire.exchange(requests.get(one));
                        nanos[one] = System.nanoTime() - sent;
                        if (!answer.contains(expected)) {
                          faults.add(answer);
                          return;
                        }
                      }
                    } catch (IOException e) {
                      faults.add(e.toString());
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (!faults.isEmpty()) {
      throw new IOException("the load was refused: " + faults.getFirst());
    }
    return new Load(nanos.length, seconds, Times.of(Arrays.copyOf(nanos, nanos.length)));
  }

  /** Makes requests of numbers from a place on, round and round. */
  static List<byte[]> requests(int count, IntFunction<byte[]> of) {
    List<byte[]> requests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      requests.add(of.apply(i));
    }
    return requests;
  }

  private static void await(long moment) {
    for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  double perSecond() {
    return done / seconds;
  }
}
