package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.feature.password.ChangePassword;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers {@code PUT /api/v1/users/change_password}: sets a new password for who is signed in. */
final class ChangePasswordEndpoint implements Endpoint {
  static final String PATH = "/api/v1/users/change_password";

  private static final String PRESENT = "current_password";

  private final DeviceSessionsSettings settings;
  private final Caller.Check check;
  private final ChangePassword changePassword;

  ChangePasswordEndpoint(
      DeviceSessionsSettings settings, Caller.Check check, ChangePassword changePassword) {
    this.settings = settings;
    this.check = check;
    this.changePassword = changePassword;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    return switch (check.of(request)) {
      case Caller.Known known -> change(request, known);
      case Caller.Nobody nobody ->
          DeviceSessionsErrors.notSignedIn(KeyInflection.of(request), nobody.reason());
    };
  }

  private Reply change(Request request, Caller.Known caller) throws BadInput {
    KeyInflection keys = KeyInflection.of(request);
    UserFields fields = UserFields.of(request);
    Violations found = new Violations();
    fields.judge(found);
    @Nullable Password present = present(fields, found);
    Optional<Password> password =
        FieldRules.newPassword(fields, settings.minPasswordLength(), found);
    if (!found.isEmpty() || password.isEmpty()) {
      return DeviceSessionsErrors.invalid(keys, found);
    }
    // Refusing the same password here would tell whoever holds a stolen session what it is.
    ChangePassword.Request wanted =
        new ChangePassword.Request(
            caller.account(),
            caller.session(),
            present,
            password.get(),
            false,
            null,
            request.origin());
    return switch (changePassword.change(wanted)) {
      case ChangePassword.Outcome.Changed changed ->
          DeviceSessionsJson.currentUser(keys, caller.account());
      case ChangePassword.Outcome.WrongPresent wrong ->
          DeviceSessionsErrors.invalid(keys, PRESENT, Violations.INVALID);
      case ChangePassword.Outcome.Same same ->
          DeviceSessionsErrors.invalid(keys, "password", "Equal to previous password");
      case ChangePassword.Outcome.SessionEnded ended ->
          DeviceSessionsErrors.notSignedIn(keys, Reason.ENDED_SESSION);
      case ChangePassword.Outcome.Throttled throttled ->
          DeviceSessionsErrors.throttled(keys, throttled.retryAfter());
      case ChangePassword.Outcome.Weak weak ->
          DeviceSessionsErrors.invalid(keys, "password", FieldRules.weak(weak.weakness()));
      case ChangePassword.Outcome.Overloaded overloaded ->
          DeviceSessionsErrors.overloaded(keys, overloaded.retryAfter());
    };
  }

  /** The contract does not ask for the present password; one that is sent must be right. */
  private @Nullable Password present(UserFields fields, Violations found) {
    UserFields.Text typed = fields.text(PRESENT);
    if (typed.isUnreadable()) {
      found.add(PRESENT, Violations.INVALID);
      return null;
    }
    if (typed.value() == null) {
      if (settings.requireCurrentPassword()) {
        found.add(PRESENT, Violations.BLANK);
      }
      return null;
    }
    return Password.of(typed.value());
  }
}
