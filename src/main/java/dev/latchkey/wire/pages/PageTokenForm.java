package dev.latchkey.wire.pages;

import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.TokenForm;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Entropy;
import java.util.Base64;

/** The token in the session cookie: 256 random bits in base64url. */
final class PageTokenForm implements TokenForm {
  static final String KIND = "pages";

  private static final int BYTES = 32;

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Minted mint(Session session, Entropy entropy) {
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(entropy.bytes(BYTES));
    return new Minted(secret, Digests.lookup(secret));
  }
}
