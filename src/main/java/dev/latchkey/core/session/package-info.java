/**
 * One signed-in client of one account, with its device facts. Its door is {@link Session}, {@link
 * Device}, {@link Lifetime}, {@link Changes}, {@link LastSeen} and the port {@link Sessions}. It
 * must never know what a token looks like. Its rules come from ASVS 7: a session ends once, for
 * good, everywhere within a second.
 */
@NullMarked
package dev.latchkey.core.session;

import org.jspecify.annotations.NullMarked;
