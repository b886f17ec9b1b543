/**
 * Speaks the {@code private-token} contract: sign-up, sign-in, WeChat sign-in, the own user, change
 * and reset of the password, with one stable token for each account. Its door is {@link
 * PrivateTokenContract} and {@link PrivateTokenSettings}. It must never know another contract, nor
 * decide who may sign in. Its rules come from docs/contracts/private-token.md.
 */
@NullMarked
package dev.latchkey.wire.contract.privatetoken;

import org.jspecify.annotations.NullMarked;
