/**
 * Stand-ins for the store, which live in memory, and the suites that hold the real ones and these
 * to the same promises. Its door is {@link MemoryStore}, {@link Store} and the suites. It must
 * never know SQL. Its rules come from the ports of the core.
 */
@NullMarked
package dev.latchkey.fake;

import org.jspecify.annotations.NullMarked;
