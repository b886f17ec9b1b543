package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.core.token.SignedTokens;
import dev.latchkey.core.token.TokenForm;
import dev.latchkey.kernel.Entropy;
import org.jspecify.annotations.Nullable;

/**
 * The contract's tokens: JWTs that carry the device number of their session. Only the number is
 * stored; the signature is the secret, so that one session has one token for as long as the key is
 * the same.
 */
final class DeviceTokens implements TokenForm {
  /** The kind of the stored token. */
  static final String KIND = "device-sessions";

  private final SignedTokens signer;

  DeviceTokens(SignedTokens signer) {
    this.signer = signer;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Minted mint(Session session, Entropy entropy) {
    Integer number = session.deviceNumber();
    if (number == null) {
      throw new IllegalStateException("a session of this contract has a device number");
    }
    String text = Integer.toString(number);
    return new Minted(text, text);
  }

  /** Spells the token of a session that was just opened or handed out again. */
  String spell(OpenedSession opened) {
    return signer.sign(
        DeviceSessionsJson.TOKEN_HEADER, DeviceSessionsJson.tokenPayload(opened.secret(KIND)));
  }

  /**
   * Reads a token, once its signature has been found genuine.
   *
   * @return the look-up form; null if this server did not make the token
   */
  @Nullable String lookup(String shown) {
    return signer.verify(shown).map(DeviceSessionsJson::tokenNumber).orElse(null);
  }
}
