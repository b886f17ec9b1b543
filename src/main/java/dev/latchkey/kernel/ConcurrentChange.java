package dev.latchkey.kernel;

/**
 * Another transaction changed what this one had read. {@link Transactions} starts the work again, a
 * bounded number of times; nobody else should catch it.
 */
public final class ConcurrentChange extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one, without a stack trace, since it is a signal.
   *
   * @param message what collided
   */
  public ConcurrentChange(String message) {
    super(message, null, false, false);
  }
}
