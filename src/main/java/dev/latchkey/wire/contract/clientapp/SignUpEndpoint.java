package dev.latchkey.wire.contract.clientapp;

import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.client.Client;
import dev.latchkey.core.credential.Weakness;
import dev.latchkey.core.signup.SignUp;
import dev.latchkey.core.signup.SignUpOutcome;
import dev.latchkey.core.signup.SignUpRequest;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Password;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.Objects;
import java.util.Optional;

/** {@code POST /sign-up}: makes an account in the client's realm and signs it in. */
final class SignUpEndpoint implements Endpoint {
  private final ClientAppSettings settings;
  private final SessionPlan plan;
  private final ClientAppJson json;
  private final ClientAppErrors errors;
  private final AskingClients askingClients;
  private final SignUp signUp;

  SignUpEndpoint(
      ClientAppSettings settings,
      SessionPlan plan,
      ClientAppJson json,
      ClientAppErrors errors,
      AskingClients askingClients,
      SignUp signUp) {
    this.settings = settings;
    this.plan = plan;
    this.json = json;
    this.errors = errors;
    this.askingClients = askingClients;
    this.signUp = signUp;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    Parameters parameters = Parameters.of(request);
    parameters.require("username", "password", "client_id");
    return switch (askingClients.find(parameters)) {
      case AskingClients.Refused refused -> refused.reply();
      case AskingClients.Known known -> signUp(request, parameters, known.client());
    };
  }

  private Reply signUp(Request request, Parameters parameters, Client client) throws BadInput {
    String typed = parameters.required("username");
    Optional<Identifier> username = Identifier.name(typed);
    Password password = Password.of(parameters.required("password"));
    if (typed.isBlank()) {
      return errors.invalidField("username", "can't be blank");
    }
    if (username.isEmpty()) {
      return errors.invalidField("username", complaint(typed));
    }
    if (password.length() < settings.minPasswordLength()) {
      return errors.invalidField(
          "password",
          "is too short (minimum is %d characters)".formatted(settings.minPasswordLength()));
    }
    if (password.isTooLong()) {
      return errors.invalidField(
          "password", "is too long (maximum is %d bytes)".formatted(Password.MAX_BYTES));
    }
    NewAccount account =
        NewAccount.in(client.realm()).withUsername(username.get()).withClient(client.id());
    SignUpRequest wanted =
        new SignUpRequest(account, password, plan.withClient(client.id()), request.origin());
    return render(client, signUp.signUp(wanted));
  }

  private Reply render(Client client, SignUpOutcome outcome) {
    return switch (outcome) {
      case SignUpOutcome.SignedUp up ->
          json.signedUp(
              up.account(),
              client.id(),
              Objects.requireNonNull(up.opened()).secret(AccessTokenForm.KIND));
      case SignUpOutcome.Taken taken -> errors.invalidField("username", "has already been taken");
      case SignUpOutcome.Throttled throttled -> errors.throttled(throttled.retryAfter());
      case SignUpOutcome.Weak weak -> errors.invalidField("password", complaint(weak.weakness()));
      case SignUpOutcome.Overloaded overloaded -> errors.overloaded(overloaded.retryAfter());
    };
  }

  private static String complaint(Weakness weakness) {
    return switch (weakness.kind()) {
      case TOO_SHORT -> "is too short (minimum is %d characters)".formatted(weakness.bound());
      case TOO_LONG -> "is too long (maximum is %d characters)".formatted(weakness.bound());
      case COMMON -> "is too common";
      case CONTEXT -> "is too similar to the username";
      case BREACHED -> "has appeared in a data breach";
    };
  }

  private static String complaint(String typed) {
    return typed.strip().length() > Identifier.MAX_LENGTH
        ? "is too long (maximum is %d characters)".formatted(Identifier.MAX_LENGTH)
        : "is invalid";
  }
}
