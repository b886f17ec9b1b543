/**
 * Says where log lines go: warnings and errors to standard error, a line each. Its door is {@link
 * LogSetup}, which the logging library finds by itself. It must never know what is logged. Its
 * rules come from docs/reference/limits.md.
 */
@NullMarked
package dev.latchkey.adapter.log;

import org.jspecify.annotations.NullMarked;
