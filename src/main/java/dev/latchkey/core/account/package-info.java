/**
 * What is known of a person or program that can sign in. Its door is {@link Account}, {@link
 * NewAccount}, {@link Profile} and the port {@link Accounts}. It must never know how an account
 * proves itself or who speaks to it. Its rules come from docs/reference/storage.md: identifiers are
 * unique per realm by a constraint of the store, never by a check before an insert.
 */
@NullMarked
package dev.latchkey.core.account;

import org.jspecify.annotations.NullMarked;
