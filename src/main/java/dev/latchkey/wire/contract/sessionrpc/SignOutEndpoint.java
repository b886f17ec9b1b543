package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.core.closing.EndSession;
import dev.latchkey.core.token.FoundToken;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.TypedToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/session/signout}: ends the session whose token the caller shows. Only a token that was
 * found by its hash ends anything; the number that a token claims is never used.
 */
final class SignOutEndpoint implements RpcMethod {
  private final EndSession endSession;

  SignOutEndpoint(EndSession endSession) {
    this.endSession = endSession;
  }

  @Override
  public String id() {
    return "/v1/session/signout";
  }

  @Override
  public Rule arguments() {
    return Rules.noArguments();
  }

  @Override
  public RpcResult answer(List<@Nullable Object> arguments, Caller caller, Origin origin) {
    TypedToken shown = caller.shown();
    if (shown == null || shown.type() != TypedToken.SESSION) {
      return SessionRpcErrors.nothingToSignOut();
    }
    FoundToken found = caller.found();
    return found != null && endSession.end(found.session().id(), origin)
        ? RpcResult.ok()
        : SessionRpcErrors.signedOutAlready();
  }
}
