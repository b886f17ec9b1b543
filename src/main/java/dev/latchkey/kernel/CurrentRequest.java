package dev.latchkey.kernel;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The id of the request that the current thread is answering, so that whatever is logged meanwhile
 * can be found by it. Work that is handed to another thread has none.
 */
public final class CurrentRequest {
  private static final ScopedValue<String> ID = ScopedValue.newInstance();

  private CurrentRequest() {}

  /**
   * Does some work for a request.
   *
   * @param id the id of the request
   * @param work what to do
   * @param <T> what comes of it
   * @return what the work gave
   */
  public static <T> T answer(String id, Supplier<T> work) {
    return ScopedValue.where(ID, id).call(work::get);
  }

  /**
   * Does some work for a request.
   *
   * @param id the id of the request
   * @param work what to do
   */
  public static void answering(String id, Runnable work) {
    ScopedValue.where(ID, id).run(work);
  }

  /**
   * Tells the id.
   *
   * @return the id of the request that this thread is answering, if it is answering one
   */
  public static Optional<String> id() {
    return ID.isBound() ? Optional.of(ID.get()) : Optional.empty();
  }
}
