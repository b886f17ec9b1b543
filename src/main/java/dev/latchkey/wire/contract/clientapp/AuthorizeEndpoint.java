package dev.latchkey.wire.contract.clientapp;

import dev.latchkey.core.client.Client;
import dev.latchkey.core.signin.SignIn;
import dev.latchkey.core.signin.SignInOutcome;
import dev.latchkey.core.signin.SignInRequest;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.feature.password.PasswordProofs;
import dev.latchkey.kernel.Password;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;

/** {@code POST /oauth/authorize}: the password grant. Each one opens a session of its own. */
final class AuthorizeEndpoint implements Endpoint {
  private static final String PASSWORD_GRANT = "password";

  private final SessionPlan plan;
  private final ClientAppJson json;
  private final ClientAppErrors errors;
  private final AskingClients askingClients;
  private final SignIn signIn;
  private final PasswordProofs passwordProofs;

  AuthorizeEndpoint(
      SessionPlan plan,
      ClientAppJson json,
      ClientAppErrors errors,
      AskingClients askingClients,
      SignIn signIn,
      PasswordProofs passwordProofs) {
    this.plan = plan;
    this.json = json;
    this.errors = errors;
    this.askingClients = askingClients;
    this.signIn = signIn;
    this.passwordProofs = passwordProofs;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    Parameters parameters = Parameters.of(request);
    parameters.require("client_id", "grant_type");
    return switch (askingClients.find(parameters)) {
      case AskingClients.Refused refused -> refused.reply();
      case AskingClients.Known known -> grant(request, parameters, known.client());
    };
  }

  private Reply grant(Request request, Parameters parameters, Client client) throws BadInput {
    String type = parameters.required("grant_type");
    if (!type.equals(PASSWORD_GRANT)) {
      return errors.unsupportedGrant(type);
    }
    String username = parameters.required("username");
    Password password = Password.of(parameters.required("password"));
    SignInRequest wanted =
        SignInRequest.byName(
            client.realm(), username, plan.withClient(client.id()), request.origin());
    return switch (signIn.signIn(wanted, passwordProofs.proof(password))) {
      case SignInOutcome.SignedIn in -> json.granted(in.opened().secret(AccessTokenForm.KIND));
      case SignInOutcome.BadCredentials bad -> errors.invalidGrant();
      case SignInOutcome.NotPermitted not -> errors.invalidGrant();
      case SignInOutcome.Throttled throttled -> errors.throttled(throttled.retryAfter());
      case SignInOutcome.Overloaded overloaded -> errors.overloaded(overloaded.retryAfter());
    };
  }
}
