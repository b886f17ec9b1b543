package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.TokenForm;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.TypedToken;

/** The token of a session: 34 characters that say type 3 and the session's number. */
final class SessionToken implements TokenForm {
  static final String KIND = "session-rpc";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Minted mint(Session session, Entropy entropy) {
    TypedToken token = TypedToken.mint(TypedToken.SESSION, session.id().value(), entropy);
    return new Minted(token.text(), token.lookup());
  }
}
