/**
 * The record of what happened. Its door is {@link Event} and the port {@link Events}. It must never
 * hold a secret, nor decide anything. Its rules: an event is written in the transaction of what it
 * tells of, so that both are kept or neither.
 */
@NullMarked
package dev.latchkey.core.event;

import org.jspecify.annotations.NullMarked;
