/**
 * The hashes of passwords as other systems keep them: bcrypt, PBKDF2, scrypt, the crypt families,
 * phpass and plain digests. Its door is {@link ReadForeignHashes}, which lets them in, {@link
 * KeptHashes}, which computes them again, and {@link Families}. It must never know an account or
 * where hashes are stored; slow work is done by whoever calls. Its rules are the formats of the
 * systems that docs/reference/migration.md names, and docs/decisions/0023.
 */
@NullMarked
package dev.latchkey.adapter.foreign;

import org.jspecify.annotations.NullMarked;
