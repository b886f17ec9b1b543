/**
 * The frame of every sign-in: the order of steps that no method may skip. Its door is {@link
 * SignIn}, {@link SignInRequest}, {@link SignInOutcome}, {@link Proof}, {@link RenewSession},
 * {@link Reprove} with {@link Proven}, {@link LockNotice} and the port {@link SignInWatch}. It must
 * never know what a method asks for or how a wire says no. Its rules come from ASVS 6.3: budget
 * before hashing, equal work for unknown names, one answer for all bad credentials.
 */
@NullMarked
package dev.latchkey.core.signin;

import org.jspecify.annotations.NullMarked;
