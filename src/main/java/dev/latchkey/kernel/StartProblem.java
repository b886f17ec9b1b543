package dev.latchkey.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The server cannot start, for a reason that its owner can remove. The message is the one line to
 * show: what is wrong and what to do, without a stack trace and without secrets.
 */
public final class StartProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param line what is wrong and what to do
   */
  public StartProblem(String line) {
    this(line, null);
  }

  /**
   * Makes one that keeps what was thrown, for debugging.
   *
   * @param line what is wrong and what to do
   * @param cause what was thrown; null if nothing was
   */
  public StartProblem(String line, @Nullable Throwable cause) {
    super(line, cause);
  }
}
