/**
 * Which permissions an account holds beyond the built-in ones. Its door is {@link
 * ChangePermissions}. It must never know what a permission opens. Its rules come from the {@code
 * session-rpc} contract: a sign-in can ask for permissions, {@code root} holds all of them, and
 * {@code *}, {@code user} and {@code guest} are nobody's to give.
 */
@NullMarked
package dev.latchkey.feature.permission;

import org.jspecify.annotations.NullMarked;
