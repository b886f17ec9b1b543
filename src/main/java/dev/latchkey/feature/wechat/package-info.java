/**
 * Signing in by WeChat, which makes the account if there is none. Its door is {@link WeChatSignIn}
 * and the port {@link WeChatVerifier}. It must never know a wire or another feature, nor attach to
 * an account because an address matches. Its rules come from the {@code private-token} contract and
 * WeChat's web login.
 */
@NullMarked
package dev.latchkey.feature.wechat;

import org.jspecify.annotations.NullMarked;
