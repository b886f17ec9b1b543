package dev.latchkey.wire.contract.clientapp;

import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.TokenForm;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Entropy;
import java.math.BigInteger;

/** An access token: 160 random bits in base 36, nearly always 30 or 31 characters. */
final class AccessTokenForm implements TokenForm {
  static final String KIND = "client-app";

  private static final int BYTES = 20;
  private static final int RADIX = 36;

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Minted mint(Session session, Entropy entropy) {
    String secret = new BigInteger(1, entropy.bytes(BYTES)).toString(RADIX);
    return new Minted(secret, Digests.lookup(secret));
  }
}
