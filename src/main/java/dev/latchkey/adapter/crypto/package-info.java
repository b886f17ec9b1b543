/**
 * Chance, the clock, slow password hashing, sealing, keyed hashing and signatures. Its door is
 * {@link SystemEntropy}, {@link SystemTime}, {@link Argon2Hasher}, {@link MasterKey}, {@link
 * AesGcmSealer}, {@link DerivedHash} and {@link JwsTokens}. It must never know an account, a
 * contract's claims, or where anything is stored. Its rules come from RFC 9106, RFC 5869, RFC 7515,
 * RFC 8725, NIST SP 800-38D and docs/reference/secrets.md.
 */
@NullMarked
package dev.latchkey.adapter.crypto;

import org.jspecify.annotations.NullMarked;
