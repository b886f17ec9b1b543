/**
 * What an account may change of what is known about it: profile texts and e-mail address, and
 * closing it. Its door is {@link ChangeProfile} and {@link CloseAccount}. It must never know a wire
 * or another feature. Its rules come from the {@code private-token} and {@code device-sessions}
 * contracts; only the owner reaches it, through his session.
 */
@NullMarked
package dev.latchkey.feature.profile;

import org.jspecify.annotations.NullMarked;
