package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.core.signin.SignIn;
import dev.latchkey.core.signin.SignInOutcome;
import dev.latchkey.core.signin.SignInRequest;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.feature.password.PasswordProofs;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /v1/auth/sign_in}: opens a fresh session. Whatever token the request shows is not
 * looked at.
 */
final class SignInEndpoint implements Endpoint {
  private static final List<String> SECRETS = List.of("email", "password");

  private final RealmName realm;
  private final SessionPlan plan;
  private final SignIn signIn;
  private final PasswordProofs passwords;
  private final SessionReplies replies;

  SignInEndpoint(
      RealmName realm,
      SessionPlan plan,
      SignIn signIn,
      PasswordProofs passwords,
      SessionReplies replies) {
    this.realm = realm;
    this.plan = plan;
    this.signIn = signIn;
    this.passwords = passwords;
    this.replies = replies;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    Fields.refuseInQuery(request, SECRETS);
    Fields fields = Fields.of(request);
    Optional<String> email = fields.text("email");
    Optional<String> password = fields.text("password");
    if (email.isEmpty() || password.isEmpty()) {
      return JwtSessionsErrors.notAuthorized();
    }
    SignInRequest wanted = SignInRequest.byName(realm, email.get(), plan, request.origin());
    return render(request, signIn.signIn(wanted, passwords.proof(Password.of(password.get()))));
  }

  private Reply render(Request request, SignInOutcome outcome) {
    return switch (outcome) {
      case SignInOutcome.SignedIn in -> replies.opened(request, JwtSessionsErrors.OK, in.opened());
      case SignInOutcome.BadCredentials bad -> JwtSessionsErrors.notAuthorized();
      case SignInOutcome.NotPermitted lacking -> JwtSessionsErrors.forbidden();
      case SignInOutcome.Throttled throttled -> JwtSessionsErrors.throttled(throttled.retryAfter());
      case SignInOutcome.Overloaded overloaded ->
          JwtSessionsErrors.overloaded(overloaded.retryAfter());
    };
  }
}
