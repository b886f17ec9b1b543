/**
 * What is to be written to the owner of an account. Its door is {@link Letter} and the port {@link
 * Letters}. It must never know how letters travel or look. Its rules: a letter is kept in the same
 * transaction as what caused it, and goes to the stored address only.
 */
@NullMarked
package dev.latchkey.core.letter;

import org.jspecify.annotations.NullMarked;
