/**
 * Asks a server what a contract's document asks, and judges the answers. It owns the definitions of
 * the contracts as a caller sees them (the files below {@code contracts} of the resources) and the
 * words of a difference. Its door is {@link dev.latchkey.check.CheckContract} with {@link
 * dev.latchkey.check.Definition}. It must never know a room of this server but the reader of JSON:
 * what it judges may be another server. Its rules come from the documents of the contracts and from
 * {@code docs/contracts}.
 */
@NullMarked
package dev.latchkey.check;

import org.jspecify.annotations.NullMarked;
