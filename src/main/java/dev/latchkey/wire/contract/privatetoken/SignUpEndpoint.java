package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.signup.SignUp;
import dev.latchkey.core.signup.SignUpOutcome;
import dev.latchkey.core.signup.SignUpRequest;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind;
import dev.latchkey.kernel.Password;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Objects;

/** {@code POST /sign_up}: makes an account and signs it in. */
final class SignUpEndpoint implements Endpoint {
  private static final List<String> BODY_ONLY =
      List.of("username", "email", "password", "password_confirmation", "apassword_confirmation");

  private final PrivateTokenSettings settings;
  private final SessionPlan plan;
  private final PrivateTokenJson json;
  private final PrivateTokenErrors errors;
  private final SignUp signUp;

  SignUpEndpoint(
      PrivateTokenSettings settings,
      SessionPlan plan,
      PrivateTokenJson json,
      PrivateTokenErrors errors,
      SignUp signUp) {
    this.settings = settings;
    this.plan = plan;
    this.json = json;
    this.errors = errors;
    this.signUp = signUp;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    Fields.refuseInQuery(request, BODY_ONLY);
    FieldRules rules = new FieldRules(Fields.of(request), settings);
    Identifier username = rules.username();
    Identifier email = rules.email();
    Password password = rules.newPassword();
    if (!rules.broken().isEmpty()) {
      return errors.invalid(request, rules.broken());
    }
    NewAccount account = NewAccount.in(settings.realm()).withUsername(username).withEmail(email);
    return render(
        request, signUp.signUp(new SignUpRequest(account, password, plan, request.origin())));
  }

  private Reply render(Request request, SignUpOutcome outcome) {
    return switch (outcome) {
      case SignUpOutcome.SignedUp up ->
          json.signedIn(
              up.account(), Objects.requireNonNull(up.opened()).secret(PrivateTokenForm.KIND));
      case SignUpOutcome.Taken taken ->
          errors.invalid(
              request,
              taken.identifier().kind() == IdentifierKind.EMAIL
                  ? Message.EMAIL_TAKEN
                  : Message.USERNAME_TAKEN);
      case SignUpOutcome.Throttled throttled -> errors.throttled(request, throttled.retryAfter());
      case SignUpOutcome.Weak weak -> errors.invalid(request, Message.weak(weak.weakness()));
      case SignUpOutcome.Overloaded overloaded ->
          errors.overloaded(request, overloaded.retryAfter());
    };
  }
}
