/**
 * What proves an account: for now its password, and which ones may be set. Its door is the ports
 * {@link Credentials}, {@link PasswordHasher}, {@link PasswordCorpus}, {@link ForeignHashes} and
 * {@link ForeignChecks}, with {@link PasswordPolicy}, {@link FlagPassword} and their settings. It
 * must never know a token, a wire, or the plain password beyond one call. Its rules come from RFC
 * 9106 and the OWASP password storage figures: Argon2id, 19 MiB, two passes, one lane; and for what
 * may be set from NIST SP 800-63B-4, section 3.1.1.2.
 */
@NullMarked
package dev.latchkey.core.credential;

import org.jspecify.annotations.NullMarked;
