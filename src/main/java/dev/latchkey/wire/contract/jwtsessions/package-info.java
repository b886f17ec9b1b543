/**
 * Speaks the contract {@code jwt-sessions}: HS256 access and refresh tokens in cookies or headers,
 * with a masked CSRF token in the body. Its door is {@link JwtSessionsContract}, {@link
 * JwtSessionsOperations} and {@link JwtSessionsSettings}. It must never know another contract, a
 * key, or how a password is proven. Its rules come from docs/contracts/jwt-sessions.md.
 */
@NullMarked
package dev.latchkey.wire.contract.jwtsessions;

import org.jspecify.annotations.NullMarked;
