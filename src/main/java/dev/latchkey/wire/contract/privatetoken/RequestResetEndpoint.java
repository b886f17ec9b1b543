package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.feature.password.RequestReset;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Optional;

/** {@code POST /api/v2/reset_password}: mails a link to set a new password. */
final class RequestResetEndpoint implements Endpoint {
  private final PrivateTokenSettings settings;
  private final PrivateTokenJson json;
  private final PrivateTokenErrors errors;
  private final RequestReset requestReset;

  RequestResetEndpoint(
      PrivateTokenSettings settings,
      PrivateTokenJson json,
      PrivateTokenErrors errors,
      RequestReset requestReset) {
    this.settings = settings;
    this.json = json;
    this.errors = errors;
    this.requestReset = requestReset;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    Fields.refuseInQuery(request, List.of("email"));
    Optional<String> email = Fields.of(request).text("email").filter(typed -> !typed.isBlank());
    if (email.isEmpty()) {
      return errors.invalid(request, Message.EMAIL_MISSING);
    }
    RequestReset.Outcome outcome =
        requestReset.request(settings.realm(), email.get(), request.origin());
    return switch (outcome) {
      case RequestReset.Outcome.Sent sent -> json.done();
      case RequestReset.Outcome.NoMailbox nobody ->
          settings.revealUnknown() ? errors.invalid(request, Message.EMAIL_UNKNOWN) : json.done();
      case RequestReset.Outcome.Throttled throttled ->
          errors.throttled(request, throttled.retryAfter());
    };
  }
}
