/**
 * What sessions were found by their tokens within the last second. Its door is {@link
 * CachedLookups}. It must never know a wire or the store behind {@link
 * dev.latchkey.core.token.TokenLookups}. Its rules come from the storage section of
 * ARCHITECTURE.md: nothing is believed for longer than a second, or after a change that this
 * process was told of.
 */
@NullMarked
package dev.latchkey.adapter.cache;

import org.jspecify.annotations.NullMarked;
