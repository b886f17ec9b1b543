package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.core.signin.SignIn;
import dev.latchkey.core.signin.SignInOutcome;
import dev.latchkey.core.signin.SignInRequest;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.feature.password.PasswordProofs;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Password;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /sign_in}: signs in by any name of the account. The name stands under {@code login},
 * else {@code email}, else {@code username}: the document's table and its example differ.
 */
final class SignInEndpoint implements Endpoint {
  private static final List<String> BODY_ONLY = List.of("login", "email", "username", "password");

  private final PrivateTokenSettings settings;
  private final SessionPlan plan;
  private final PrivateTokenJson json;
  private final PrivateTokenErrors errors;
  private final SignIn signIn;
  private final PasswordProofs passwordProofs;

  SignInEndpoint(
      PrivateTokenSettings settings,
      SessionPlan plan,
      PrivateTokenJson json,
      PrivateTokenErrors errors,
      SignIn signIn,
      PasswordProofs passwordProofs) {
    this.settings = settings;
    this.plan = plan;
    this.json = json;
    this.errors = errors;
    this.signIn = signIn;
    this.passwordProofs = passwordProofs;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    Fields.refuseInQuery(request, BODY_ONLY);
    Fields fields = Fields.of(request);
    Optional<String> login = filled(fields, "login");
    Optional<String> email = filled(fields, "email");
    Optional<String> username = filled(fields, "username");
    Optional<String> password = fields.text("password").filter(typed -> !typed.isEmpty());
    if (login.isPresent() && email.isPresent() && !isSame(login.get(), email.get())) {
      return errors.invalid(request, Message.LOGIN_CONTRADICTED);
    }
    Optional<String> name = login.or(() -> email).or(() -> username);
    if (name.isEmpty()) {
      return errors.invalid(request, Message.LOGIN_MISSING);
    }
    if (password.isEmpty()) {
      return errors.invalid(request, Message.PASSWORD_MISSING);
    }
    SignInRequest wanted =
        SignInRequest.byName(settings.realm(), name.get(), plan, request.origin());
    return render(
        request, signIn.signIn(wanted, passwordProofs.proof(Password.of(password.get()))));
  }

  private Reply render(Request request, SignInOutcome outcome) {
    return switch (outcome) {
      case SignInOutcome.SignedIn in ->
          json.signedIn(in.account(), in.opened().secret(PrivateTokenForm.KIND));
      case SignInOutcome.BadCredentials bad -> errors.badCredentials(request);
      case SignInOutcome.NotPermitted not -> errors.badCredentials(request);
      case SignInOutcome.Throttled throttled -> errors.throttled(request, throttled.retryAfter());
      case SignInOutcome.Overloaded overloaded ->
          errors.overloaded(request, overloaded.retryAfter());
    };
  }

  private static Optional<String> filled(Fields fields, String name) throws BadInput {
    return fields.text(name).filter(typed -> !typed.isBlank());
  }

  private static boolean isSame(String one, String other) {
    return canonical(one).equals(canonical(other));
  }

  private static String canonical(String name) {
    return Identifier.name(name).map(Identifier::canonical).orElse(name);
  }
}
