/**
 * The development inbox: letters that nobody sends, as a person would read them. Its door is {@link
 * InboxPages} and {@link InboxKey}. It must never be mounted where anybody but the developer at
 * this machine can reach it, and decides nothing about letters. Its rules come from the danger of
 * what it shows: links that sign in, so only a browser on this machine that was pointed at loopback
 * itself is answered, and only one that brings the key of this start.
 */
@NullMarked
package dev.latchkey.wire.inbox;

import org.jspecify.annotations.NullMarked;
