/**
 * The frame of every sign-up: account, identifiers, password, session, token and event in one
 * transaction. Its door is {@link SignUp}, {@link SignUpRequest} and {@link SignUpOutcome}. It must
 * never know which fields a contract asks for. Its rules: the store's constraint decides who owns a
 * name, and one slow hash is paid whether the name is free or not.
 */
@NullMarked
package dev.latchkey.core.signup;

import org.jspecify.annotations.NullMarked;
