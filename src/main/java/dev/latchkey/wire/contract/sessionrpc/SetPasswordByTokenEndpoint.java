package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.feature.password.ResetPassword;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/session/set-password-by-token}: sets a password by a mailed link, once. */
final class SetPasswordByTokenEndpoint implements RpcMethod {
  static final Rule ARGUMENTS = Rules.arguments(2, Rules.text(), Rules.text());

  private final ResetPassword resetPassword;

  SetPasswordByTokenEndpoint(ResetPassword resetPassword) {
    this.resetPassword = resetPassword;
  }

  @Override
  public String id() {
    return "/v1/session/set-password-by-token";
  }

  @Override
  public Rule arguments() {
    return ARGUMENTS;
  }

  @Override
  public RpcResult answer(List<@Nullable Object> arguments, Caller caller, Origin origin) {
    Password password = Password.of(String.valueOf(arguments.get(1)));
    if (password.length() == 0) {
      return SessionRpcErrors.passwordEmpty();
    }
    if (password.isTooLong()) {
      return SessionRpcErrors.passwordTooLong();
    }
    String token = String.valueOf(arguments.getFirst());
    return switch (resetPassword.reset(token, password, false, origin)) {
      case ResetPassword.Outcome.Done done -> RpcResult.oneRow();
      case ResetPassword.Outcome.Invalid invalid -> SessionRpcErrors.tokenInvalid();
      case ResetPassword.Outcome.Expired expired -> SessionRpcErrors.tokenInvalid();
      case ResetPassword.Outcome.Gone gone -> SessionRpcErrors.tokenGone();
      case ResetPassword.Outcome.Same same -> SessionRpcErrors.passwordSame();
      case ResetPassword.Outcome.Weak weak -> SessionRpcErrors.passwordWeak(weak.weakness());
      case ResetPassword.Outcome.Overloaded busy -> SessionRpcErrors.overloaded(busy.retryAfter());
    };
  }
}
