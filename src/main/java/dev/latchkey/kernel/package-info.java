/**
 * The words every other room uses: numbers, names, secrets, reasons, and the ports for time, chance
 * and transactions. Its door is every public type here; each is immutable or a port. It must never
 * know a contract, a database, JSON or HTTP: it imports the JDK only. Its rules come from the list
 * of words in ARCHITECTURE.md.
 */
@NullMarked
package dev.latchkey.kernel;

import org.jspecify.annotations.NullMarked;
