/**
 * Confirming an e-mail address by a mailed link. Its door is {@link RequestConfirmation} and {@link
 * ConfirmEmail}. It must never know a wire or another feature. Its rules come from ASVS 6.5: a link
 * proves only the address that it was sent to.
 */
@NullMarked
package dev.latchkey.feature.verification;

import org.jspecify.annotations.NullMarked;
