package dev.latchkey.feature.wechat;

import org.jspecify.annotations.Nullable;

/** The port to whoever can say that an openid is genuine. */
@FunctionalInterface
public interface WeChatVerifier {
  /**
   * Judges a claim to an openid.
   *
   * @param claim the claim
   * @return whether whoever asks is that person
   */
  boolean isGenuine(Claim claim);

  /**
   * Believes a bare openid. Unsafe: whoever knows an openid owns the account. The documented
   * behaviour of {@code private-token}, allowed in compatible mode only.
   *
   * @return the verifier
   */
  static WeChatVerifier trustingBareOpenid() {
    return claim -> true;
  }

  /**
   * Believes nobody: WeChat sign-in is switched off.
   *
   * @return the verifier
   */
  static WeChatVerifier refusing() {
    return claim -> false;
  }

  /**
   * A claim to an openid.
   *
   * @param openid the openid
   * @param accessToken what WeChat gave the client to prove it; null if it shows none
   */
  record Claim(String openid, @Nullable String accessToken) {}
}
