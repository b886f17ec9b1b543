package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.TokenForm;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Entropy;
import java.util.Base64;

/** The stable token of an account: 144 random bits as 24 characters of base64url. */
final class PrivateTokenForm implements TokenForm {
  static final String KIND = "private-token";

  // A multiple of three: every character then carries six bits, and none is spare.
  private static final int BYTES = 18;

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Minted mint(Session session, Entropy entropy) {
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(entropy.bytes(BYTES));
    return new Minted(secret, Digests.lookup(secret));
  }

  @Override
  public boolean isHandedOutAgain() {
    return true;
  }
}
