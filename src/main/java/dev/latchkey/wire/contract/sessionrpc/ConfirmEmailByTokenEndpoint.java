package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.feature.verification.ConfirmEmail;
import dev.latchkey.kernel.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/session/confirm-email-by-token}: confirms an address by a mailed link, once. */
final class ConfirmEmailByTokenEndpoint implements RpcMethod {
  static final Rule ARGUMENTS = Rules.arguments(1, Rules.text());

  private final ConfirmEmail confirmEmail;

  ConfirmEmailByTokenEndpoint(ConfirmEmail confirmEmail) {
    this.confirmEmail = confirmEmail;
  }

  @Override
  public String id() {
    return "/v1/session/confirm-email-by-token";
  }

  @Override
  public Rule arguments() {
    return ARGUMENTS;
  }

  @Override
  public RpcResult answer(List<@Nullable Object> arguments, Caller caller, Origin origin) {
    return switch (confirmEmail.confirm(String.valueOf(arguments.getFirst()), origin)) {
      case DONE -> RpcResult.oneRow();
      case INVALID, EXPIRED -> SessionRpcErrors.tokenInvalid();
      case GONE -> SessionRpcErrors.tokenGone();
    };
  }
}
