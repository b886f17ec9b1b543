/**
 * Proving e-mail addresses by mailed links: the present one, a new one, and the one before. Its
 * door is {@link RequestConfirmation} and {@link ConfirmEmail}, {@link RequestEmailChange} and
 * {@link ConfirmEmailChange}, and {@link UndoEmailChange}. It must never know a wire or another
 * feature. Its rules come from ASVS 6.5: a link proves only the address that it was sent to.
 */
@NullMarked
package dev.latchkey.feature.verification;

import org.jspecify.annotations.NullMarked;
