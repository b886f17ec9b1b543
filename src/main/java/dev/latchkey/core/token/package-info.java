/**
 * What names a session on a wire: rows of token kind and look-up form, how sessions are opened with
 * their tokens, checked by one, how a token is rotated, and how the keys that sign tokens are. Its
 * door is {@link SessionOpener} (for the frames only), {@link SessionCheck}, {@link RotateToken},
 * {@link ListKeys}, {@link RotateKeys}, {@link TokenForm} and the ports {@link Tokens}, {@link
 * TokenLookups} and {@link StoredKeys}. It must never know the spelling of a contract's token:
 * forms bring it. Its rules come from RFC 9700 4.14 and ASVS 7.2: only digests of bearer secrets
 * are stored.
 */
@NullMarked
package dev.latchkey.core.token;

import org.jspecify.annotations.NullMarked;
