/**
 * Passwords that nobody should use: the most common ones, shipped with the program, and those known
 * from breaches, imported into a compact file. Its door is {@link CommonPasswords}, {@link
 * BreachedPasswords} and {@link BreachedImport}. It must never keep a password, log one, or ask a
 * network. Its rules come from NIST SP 800-63B-4, section 3.1.1.2, and the public hash-ordered form
 * of breach corpora: forty hexadecimal digits of SHA-1, a colon and a count, in ascending order.
 */
@NullMarked
package dev.latchkey.adapter.corpus;

import org.jspecify.annotations.NullMarked;
