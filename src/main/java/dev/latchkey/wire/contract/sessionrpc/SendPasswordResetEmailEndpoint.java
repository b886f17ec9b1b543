package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.feature.password.RequestReset;
import dev.latchkey.kernel.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/session/send-password-reset-email}: mails a link that sets a new password. */
final class SendPasswordResetEmailEndpoint implements RpcMethod {
  static final Rule ARGUMENTS = Rules.arguments(1, Rules.text());

  private final SessionRpcSettings settings;
  private final RequestReset requestReset;

  SendPasswordResetEmailEndpoint(SessionRpcSettings settings, RequestReset requestReset) {
    this.settings = settings;
    this.requestReset = requestReset;
  }

  @Override
  public String id() {
    return "/v1/session/send-password-reset-email";
  }

  @Override
  public Rule arguments() {
    return ARGUMENTS;
  }

  @Override
  public RpcResult answer(List<@Nullable Object> arguments, Caller caller, Origin origin) {
    String name = String.valueOf(arguments.getFirst());
    return switch (requestReset.request(settings.realm(), name, origin)) {
      case RequestReset.Outcome.Sent sent -> RpcResult.ok();
      case RequestReset.Outcome.NoMailbox none ->
          settings.revealUnknown() ? SessionRpcErrors.noMailbox() : RpcResult.ok();
      case RequestReset.Outcome.Throttled throttled ->
          SessionRpcErrors.throttled(throttled.retryAfter());
    };
  }
}
