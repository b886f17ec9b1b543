/**
 * Budgets in the memory of one process. Its door is {@link BucketBudgets}. It must never know what
 * an attempt was about, and keeps no name and no address, only keyed digests of them. Its rules
 * come from ASVS 6.3.1 and 2.4.1: parallel attempts cannot beat a budget, and no flood can make the
 * room forget what was spent.
 */
@NullMarked
package dev.latchkey.adapter.limits;

import org.jspecify.annotations.NullMarked;
