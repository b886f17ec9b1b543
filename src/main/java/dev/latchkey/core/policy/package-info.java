/**
 * Bounds on guessing and flooding, and an even pace against telling names apart. Its door is {@link
 * Guesses} over the ports {@link Budgets}, {@link Lockouts} and {@link KnownPlaces}, {@link
 * CallerNetwork}, {@link BudgetSettings} and {@link EvenPace}. It must never know why somebody
 * asks, nor keep a name or an address in the store. Its rules come from ASVS 6.3.1, NIST SP
 * 800-63B-4, section 3.2.2, and docs/reference/settings.md: both bounds are asked before any
 * hashing, and known and unknown names spend alike.
 */
@NullMarked
package dev.latchkey.core.policy;

import org.jspecify.annotations.NullMarked;
