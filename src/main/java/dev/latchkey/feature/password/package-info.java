/**
 * Signing in by password, changing it, and setting a new one by a mailed link. Its door is {@link
 * PasswordProofs}, {@link ChangePassword}, {@link RequestReset} and {@link ResetPassword}. It must
 * never know a wire or another feature. Its rules come from ASVS 6.2 and 6.4: passwords exactly as
 * typed, one reset link for all contracts, and everything else ends when a password changes.
 */
@NullMarked
package dev.latchkey.feature.password;

import org.jspecify.annotations.NullMarked;
