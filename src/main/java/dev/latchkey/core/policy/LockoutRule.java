package dev.latchkey.core.policy;

import java.time.Duration;

/**
 * When a counter of failed attempts locks.
 *
 * @param after so many failures
 * @param window within so long
 * @param lifetime for so long
 */
public record LockoutRule(int after, Duration window, Duration lifetime) {}
