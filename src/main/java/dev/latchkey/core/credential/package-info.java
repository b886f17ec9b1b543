/**
 * What proves an account: for now its password. Its door is the ports {@link Credentials} and
 * {@link PasswordHasher}. It must never know a token, a wire, or the plain password beyond one
 * call. Its rules come from RFC 9106 and the OWASP password storage figures: Argon2id, 19 MiB, two
 * passes, one lane.
 */
@NullMarked
package dev.latchkey.core.credential;

import org.jspecify.annotations.NullMarked;
