/**
 * The program as it is called: its commands, their options and help, and what they print. Its door
 * is {@link Main}. It must never know SQL, a contract's vocabulary, or how a rule is kept: it calls
 * operations. Its rules: one plain line for every mistake, a table for people, exactly one JSON
 * array on standard output for programs, and exit code 0 for done, 1 for refused or not found, 2
 * for a mistake in the call or a problem at start.
 */
@NullMarked
package dev.latchkey.cli;

import org.jspecify.annotations.NullMarked;
