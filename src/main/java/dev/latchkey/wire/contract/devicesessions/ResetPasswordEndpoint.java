package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.feature.password.ResetPassword;
import dev.latchkey.kernel.Password;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.Optional;

/** Answers {@code PUT /api/v1/sessions/reset_password}: sets a new password by a mailed secret. */
final class ResetPasswordEndpoint implements Endpoint {
  static final String PATH = "/api/v1/sessions/reset_password";

  private static final String NOT_VALID = "Token is not valid";

  private final DeviceSessionsSettings settings;
  private final ResetPassword resetPassword;

  ResetPasswordEndpoint(DeviceSessionsSettings settings, ResetPassword resetPassword) {
    this.settings = settings;
    this.resetPassword = resetPassword;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    KeyInflection keys = KeyInflection.of(request);
    UserFields fields = UserFields.of(request);
    Violations found = new Violations();
    fields.judge(found);
    UserFields.Text token = fields.text("token");
    if (FieldRules.isBlank(token.value())) {
      found.add("token", NOT_VALID);
    }
    Optional<Password> password =
        FieldRules.newPassword(fields, settings.minPasswordLength(), found);
    if (!found.isEmpty() || password.isEmpty() || token.value() == null) {
      return DeviceSessionsErrors.invalid(keys, found);
    }
    return switch (resetPassword.reset(token.value(), password.get(), true, request.origin())) {
      case ResetPassword.Outcome.Done done ->
          DeviceSessionsJson.message(keys, "Password was succesfully updated");
      case ResetPassword.Outcome.Invalid invalid ->
          DeviceSessionsErrors.invalid(keys, "token", NOT_VALID);
      case ResetPassword.Outcome.Gone gone ->
          DeviceSessionsErrors.invalid(keys, "token", NOT_VALID);
      case ResetPassword.Outcome.Expired expired ->
          DeviceSessionsErrors.invalid(keys, "token", "Token has expired");
      case ResetPassword.Outcome.Same same ->
          DeviceSessionsErrors.invalid(keys, "password", "Equal to previous password");
      case ResetPassword.Outcome.Weak weak ->
          DeviceSessionsErrors.invalid(keys, "password", FieldRules.weak(weak.weakness()));
      case ResetPassword.Outcome.Overloaded overloaded ->
          DeviceSessionsErrors.overloaded(keys, overloaded.retryAfter());
    };
  }
}
