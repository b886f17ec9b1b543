package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.signup.SignUp;
import dev.latchkey.core.signup.SignUpOutcome;
import dev.latchkey.core.signup.SignUpRequest;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Password;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/auth}: makes an account and opens its first session. */
final class SignUpEndpoint implements Endpoint {
  private static final List<String> SECRETS = List.of("email", "password", "password_confirmation");

  private final JwtSessionsSettings settings;
  private final SessionPlan plan;
  private final SignUp signUp;
  private final SessionReplies replies;

  SignUpEndpoint(
      JwtSessionsSettings settings, SessionPlan plan, SignUp signUp, SessionReplies replies) {
    this.settings = settings;
    this.plan = plan;
    this.signUp = signUp;
    this.replies = replies;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    Fields.refuseInQuery(request, SECRETS);
    Fields fields = Fields.of(request);
    String password = fields.text("password").orElse(null);
    SignUpForm form =
        new SignUpForm(
            fields.text("email").orElse(null),
            password,
            fields.text("password_confirmation").orElse(null));
    List<String> messages = form.messages(settings);
    Optional<Identifier> email = form.identifier();
    if (!messages.isEmpty() || email.isEmpty() || password == null) {
      return JwtSessionsErrors.invalid(messages);
    }
    NewAccount account = NewAccount.in(settings.realm()).withEmail(email.get());
    return render(
        request,
        signUp.signUp(new SignUpRequest(account, Password.of(password), plan, request.origin())));
  }

  private Reply render(Request request, SignUpOutcome outcome) {
    return switch (outcome) {
      case SignUpOutcome.SignedUp made -> made(request, made.opened());
      case SignUpOutcome.Taken taken -> JwtSessionsErrors.invalid(List.of(SignUpForm.TAKEN));
      case SignUpOutcome.Throttled throttled -> JwtSessionsErrors.throttled(throttled.retryAfter());
      case SignUpOutcome.Weak weak ->
          JwtSessionsErrors.invalid(List.of(SignUpForm.weak(weak.weakness())));
      case SignUpOutcome.Overloaded overloaded ->
          JwtSessionsErrors.overloaded(overloaded.retryAfter());
    };
  }

  private Reply made(Request request, @Nullable OpenedSession opened) {
    if (opened == null) {
      throw new IllegalStateException("the plan opens a session");
    }
    return replies.opened(request, JwtSessionsErrors.CREATED, opened);
  }
}
