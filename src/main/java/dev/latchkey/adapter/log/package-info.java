/**
 * Says where log lines go and how they look: warnings and errors to standard error, one record for
 * each. Its doors are {@link LogSettings} and {@link LogSetup}, which the logging library finds by
 * itself. It must never know what is logged, and never writes the words of an exception. Its rules
 * come from ASVS 16.2.5 and 16.4.1 and docs/guide/observe.md: nothing in an event can end its line,
 * forge another or move a terminal's cursor.
 */
@NullMarked
package dev.latchkey.adapter.log;

import org.jspecify.annotations.NullMarked;
