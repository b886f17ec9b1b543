package dev.latchkey.core.policy;

import java.time.Duration;

/**
 * The sizes of budgets. Each refills evenly over its window.
 *
 * @param failuresPerName failed attempts for each name within {@code failureWindow}
 * @param failureWindow the window
 * @param signInsPerAddress sign-ins for each caller's address within a minute
 * @param signUpsPerAddress sign-ups for each caller's address within a minute
 * @param lettersPerName letters to each name within an hour
 * @param lettersPerAddress letters asked for by each caller's address within an hour
 */
public record BudgetSettings(
    int failuresPerName,
    Duration failureWindow,
    int signInsPerAddress,
    int signUpsPerAddress,
    int lettersPerName,
    int lettersPerAddress) {
  /** What holds unless it is set. */
  public static final BudgetSettings DEFAULT =
      new BudgetSettings(20, Duration.ofMinutes(10), 1200, 600, 10, 600);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a figure is below one
   */
  public BudgetSettings {
    if (failuresPerName < 1
        || signInsPerAddress < 1
        || signUpsPerAddress < 1
        || lettersPerName < 1
        || lettersPerAddress < 1
        || !failureWindow.isPositive()) {
      throw new IllegalArgumentException(
          "every budget must be at least 1, and its window longer than 0");
    }
  }
}
