package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.feature.verification.RequestConfirmation;
import dev.latchkey.kernel.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/session/send-confirmation-email}: mails a link that confirms the address. */
final class SendConfirmationEmailEndpoint implements RpcMethod {
  static final Rule ARGUMENTS = Rules.arguments(1, Rules.text());

  private final SessionRpcSettings settings;
  private final RequestConfirmation requestConfirmation;

  SendConfirmationEmailEndpoint(
      SessionRpcSettings settings, RequestConfirmation requestConfirmation) {
    this.settings = settings;
    this.requestConfirmation = requestConfirmation;
  }

  @Override
  public String id() {
    return "/v1/session/send-confirmation-email";
  }

  @Override
  public Rule arguments() {
    return ARGUMENTS;
  }

  @Override
  public RpcResult answer(List<@Nullable Object> arguments, Caller caller, Origin origin) {
    String name = String.valueOf(arguments.getFirst());
    return switch (requestConfirmation.request(settings.realm(), name, origin)) {
      case RequestConfirmation.Outcome.Sent sent -> RpcResult.ok();
      case RequestConfirmation.Outcome.AlreadyConfirmed confirmed ->
          settings.revealUnknown() ? SessionRpcErrors.confirmedAlready() : RpcResult.ok();
      case RequestConfirmation.Outcome.NoMailbox none ->
          settings.revealUnknown() ? SessionRpcErrors.noMailbox() : RpcResult.ok();
      case RequestConfirmation.Outcome.Throttled throttled ->
          SessionRpcErrors.throttled(throttled.retryAfter());
    };
  }
}
