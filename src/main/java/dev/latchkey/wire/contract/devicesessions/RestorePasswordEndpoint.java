package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.feature.password.RequestReset;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.Base64;

/** Answers {@code POST /api/v1/sessions/restore_password}: mails a link to set a new password. */
final class RestorePasswordEndpoint implements Endpoint {
  static final String PATH = "/api/v1/sessions/restore_password";

  private static final int RECEIPT_BYTES = 32;

  private final DeviceSessionsSettings settings;
  private final RequestReset requestReset;
  private final Entropy entropy;

  RestorePasswordEndpoint(
      DeviceSessionsSettings settings, RequestReset requestReset, Entropy entropy) {
    this.settings = settings;
    this.requestReset = requestReset;
    this.entropy = entropy;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    KeyInflection keys = KeyInflection.of(request);
    UserFields fields = UserFields.of(request);
    Violations found = new Violations();
    fields.judge(found);
    UserFields.Text email = fields.text("email");
    if (email.isUnreadable()) {
      found.add("email", Violations.INVALID);
    } else if (FieldRules.isBlank(email.value())) {
      found.add("email", Violations.BLANK);
    }
    if (!found.isEmpty() || email.value() == null) {
      return DeviceSessionsErrors.invalid(keys, found);
    }
    return switch (requestReset.request(settings.realm(), email.value(), request.origin())) {
      case RequestReset.Outcome.Sent sent -> receipt(keys);
      case RequestReset.Outcome.NoMailbox none ->
          settings.revealUnknown()
              ? DeviceSessionsErrors.invalid(keys, "email", "There is no such user")
              : receipt(keys);
      case RequestReset.Outcome.Throttled throttled ->
          DeviceSessionsErrors.throttled(keys, throttled.retryAfter());
    };
  }

  /** A shipped client needs a text under {@code token}; this one opens nothing. */
  private Reply receipt(KeyInflection keys) {
    String receipt =
        Base64.getUrlEncoder().withoutPadding().encodeToString(entropy.bytes(RECEIPT_BYTES));
    return DeviceSessionsJson.receipt(keys, receipt, "Mail was succesfully sended");
  }
}
