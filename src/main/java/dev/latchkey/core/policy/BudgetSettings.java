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
 * @param signInsPerClient sign-ins through each registered client within a minute
 * @param lockAfter failed attempts within {@code lockWindow} after which an account is locked,
 *     counted in the store; at most 100 (NIST SP 800-63B-4, section 3.2.2)
 * @param lockWindow that window
 * @param lockLifetime how long a lock lasts
 */
public record BudgetSettings(
    int failuresPerName,
    Duration failureWindow,
    int signInsPerAddress,
    int signUpsPerAddress,
    int lettersPerName,
    int lettersPerAddress,
    int signInsPerClient,
    int lockAfter,
    Duration lockWindow,
    Duration lockLifetime) {
  private static final int MOST_FAILURES = 100;

  /** What holds unless it is set. */
  public static final BudgetSettings DEFAULT =
      new BudgetSettings(
          20,
          Duration.ofMinutes(10),
          1200,
          600,
          10,
          600,
          12_000,
          MOST_FAILURES,
          Duration.ofHours(24),
          Duration.ofMinutes(15));

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a figure is below one, or more than 100 failures are borne
   */
  public BudgetSettings {
    if (failuresPerName < 1
        || signInsPerAddress < 1
        || signUpsPerAddress < 1
        || lettersPerName < 1
        || lettersPerAddress < 1
        || signInsPerClient < 1
        || lockAfter < 1
        || !failureWindow.isPositive()
        || !lockWindow.isPositive()
        || !lockLifetime.isPositive()) {
      throw new IllegalArgumentException(
          "every budget must be at least 1, and its window longer than 0");
    }
    if (lockAfter > MOST_FAILURES) {
      throw new IllegalArgumentException(
          "lockAfter must be at most " + MOST_FAILURES + " (NIST SP 800-63B-4)");
    }
  }

  /**
   * Sets the budgets that are counted in memory, and leaves the rest as it is by default.
   *
   * @param failuresPerName as above
   * @param failureWindow as above
   * @param signInsPerAddress as above
   * @param signUpsPerAddress as above
   * @param lettersPerName as above
   * @param lettersPerAddress as above
   */
  public BudgetSettings(
      int failuresPerName,
      Duration failureWindow,
      int signInsPerAddress,
      int signUpsPerAddress,
      int lettersPerName,
      int lettersPerAddress) {
    this(
        failuresPerName,
        failureWindow,
        signInsPerAddress,
        signUpsPerAddress,
        lettersPerName,
        lettersPerAddress,
        DEFAULT.signInsPerClient,
        DEFAULT.lockAfter,
        DEFAULT.lockWindow,
        DEFAULT.lockLifetime);
  }

  /**
   * Changes when accounts are locked.
   *
   * @param after after how many failures
   * @param window within which time
   * @param lifetime for how long
   * @return the changed settings
   */
  public BudgetSettings withLock(int after, Duration window, Duration lifetime) {
    return new BudgetSettings(
        failuresPerName,
        failureWindow,
        signInsPerAddress,
        signUpsPerAddress,
        lettersPerName,
        lettersPerAddress,
        signInsPerClient,
        after,
        window,
        lifetime);
  }

  /**
   * Changes the budget of clients.
   *
   * @param perMinute sign-ins through each of them within a minute
   * @return the changed settings
   */
  public BudgetSettings withSignInsPerClient(int perMinute) {
    return new BudgetSettings(
        failuresPerName,
        failureWindow,
        signInsPerAddress,
        signUpsPerAddress,
        lettersPerName,
        lettersPerAddress,
        perMinute,
        lockAfter,
        lockWindow,
        lockLifetime);
  }

  /**
   * Says when accounts are locked.
   *
   * @return the rule
   */
  public LockoutRule lockoutRule() {
    return new LockoutRule(lockAfter, lockWindow, lockLifetime);
  }
}
