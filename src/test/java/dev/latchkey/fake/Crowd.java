package dev.latchkey.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many callers that do something at the same moment. */
public final class Crowd {
  private Crowd() {}

  /**
   * Lets each of many do its part at once.
   *
   * @param size how many
   * @param part what each does, by its number from 0 upwards
   * @param <T> what comes of it
   * @return what came of each, in the order of their numbers
   * @throws Exception if one of them failed
   */
  public static <T> List<T> rush(int size, IntFunction<Callable<T>> part) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> futures = new ArrayList<>();
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < size; i++) {
        Callable<T> mine = part.apply(i);
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return mine.call();
                }));
      }
      start.countDown();
      for (Future<T> one : futures) {
        results.add(one.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    return results;
  }
}
