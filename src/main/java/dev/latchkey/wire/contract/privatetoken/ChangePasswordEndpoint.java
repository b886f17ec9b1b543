package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.feature.password.ChangePassword;
import dev.latchkey.kernel.Password;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code PUT /api/v2/user/password}: changes the password of who is signed in. The answer carries a
 * new token; the old one is dead.
 */
final class ChangePasswordEndpoint implements Endpoint {
  private static final List<String> BODY_ONLY =
      List.of("current_password", "password", "password_confirmation", "apassword_confirmation");

  private final PrivateTokenSettings settings;
  private final SessionPlan plan;
  private final PrivateTokenJson json;
  private final PrivateTokenErrors errors;
  private final Callers callers;
  private final ChangePassword changePassword;

  ChangePasswordEndpoint(
      PrivateTokenSettings settings,
      SessionPlan plan,
      PrivateTokenJson json,
      PrivateTokenErrors errors,
      Callers callers,
      ChangePassword changePassword) {
    this.settings = settings;
    this.plan = plan;
    this.json = json;
    this.errors = errors;
    this.callers = callers;
    this.changePassword = changePassword;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    Fields.refuseInQuery(request, BODY_ONLY);
    Fields fields = Fields.of(request);
    Optional<Callers.Caller> caller = callers.find(request, fields);
    if (caller.isEmpty()) {
      return errors.unauthorized();
    }
    String present = fields.text("current_password").orElse("");
    FieldRules rules = new FieldRules(fields, settings);
    Password wanted = rules.newPassword();
    if (present.isEmpty()) {
      return errors.invalid(request, Message.PRESENT_MISSING);
    }
    if (wanted == null || !rules.broken().isEmpty()) {
      return errors.invalid(request, rules.broken());
    }
    Account account = caller.get().found().account();
    ChangePassword.Request change =
        new ChangePassword.Request(
            account,
            caller.get().found().session(),
            Password.of(present),
            wanted,
            false,
            plan,
            request.origin());
    return render(request, account, changePassword.change(change));
  }

  private Reply render(Request request, Account account, ChangePassword.Outcome outcome) {
    return switch (outcome) {
      case ChangePassword.Outcome.Changed changed ->
          json.signedIn(
              account, Objects.requireNonNull(changed.renewed()).secret(PrivateTokenForm.KIND));
      case ChangePassword.Outcome.WrongPresent wrong ->
          errors.invalid(request, Message.PRESENT_WRONG);
      case ChangePassword.Outcome.Same same -> errors.invalid(request, Message.PASSWORD_SAME);
      case ChangePassword.Outcome.SessionEnded ended -> errors.unauthorized();
      case ChangePassword.Outcome.Throttled throttled ->
          errors.throttled(request, throttled.retryAfter());
      case ChangePassword.Outcome.Weak weak ->
          errors.invalid(request, Message.weak(weak.weakness()));
      case ChangePassword.Outcome.Overloaded overloaded ->
          errors.overloaded(request, overloaded.retryAfter());
    };
  }
}
