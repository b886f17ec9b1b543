/**
 * Accounts that move in from another system. Its door is {@link ImportAccounts}; the ports are
 * {@link ExportFile}, {@link Arrivals}, {@link Runs} and {@link Report}. It must never know how an
 * export is written, nor how a hash is made. Its rules: every entry is settled in one transaction
 * with the place in the file, so that a killed run goes on where it stopped; an account that is
 * here is only given what it lacks; names that nothing proves never make two people one; and what
 * another system says of addresses and permissions counts only where the operator says so.
 */
@NullMarked
package dev.latchkey.feature.migration;

import org.jspecify.annotations.NullMarked;
