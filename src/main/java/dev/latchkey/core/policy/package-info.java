/**
 * Budgets against guessing and flooding, and an even pace against telling names apart. Its door is
 * {@link Budgets}, {@link BudgetSettings} and {@link EvenPace}. It must never know why somebody
 * asks. Its rules come from ASVS 6.3.1 and the default figures in docs/reference/settings.md: a
 * budget is asked before any hashing, and known and unknown names spend alike.
 */
@NullMarked
package dev.latchkey.core.policy;

import org.jspecify.annotations.NullMarked;
