package dev.latchkey.core.credential;

import java.time.Duration;

/** There is more hashing to do than the machine can do in time. */
public final class HasherBusy extends Exception {
  private static final long serialVersionUID = 1L;
  private final Duration retryAfter;

  /**
   * Makes one, without a stack trace, since it is an answer to a flood.
   *
   * @param retryAfter when it is worth trying again
   */
  public HasherBusy(Duration retryAfter) {
    super("the queue of password hashing is full", null, false, false);
    this.retryAfter = retryAfter;
  }

  /**
   * Says when to try again.
   *
   * @return at least one second
   */
  public Duration retryAfter() {
    return retryAfter;
  }
}
