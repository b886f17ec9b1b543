package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.core.session.Device;
import dev.latchkey.core.signin.SignIn;
import dev.latchkey.core.signin.SignInOutcome;
import dev.latchkey.core.signin.SignInRequest;
import dev.latchkey.feature.password.PasswordProofs;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.Optional;

/** Answers {@code POST /api/v1/sessions}: signs in. */
final class SignInEndpoint implements Endpoint {
  static final String PATH = "/api/v1/sessions";

  private final RealmName realm;
  private final SignIn signIn;
  private final PasswordProofs proofs;
  private final SessionPlans plans;
  private final DeviceTokens tokens;

  SignInEndpoint(
      RealmName realm,
      SignIn signIn,
      PasswordProofs proofs,
      SessionPlans plans,
      DeviceTokens tokens) {
    this.realm = realm;
    this.signIn = signIn;
    this.proofs = proofs;
    this.plans = plans;
    this.tokens = tokens;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    KeyInflection keys = KeyInflection.of(request);
    UserFields fields = UserFields.of(request);
    Violations found = new Violations();
    fields.judge(found);
    Optional<String> email = FieldRules.knownAddress(fields, found);
    Optional<Password> password = FieldRules.knownPassword(fields, found);
    Optional<Device> device = ClientFacts.read(fields, found);
    if (email.isEmpty() || password.isEmpty() || device.isEmpty()) {
      return DeviceSessionsErrors.invalid(keys, found);
    }
    SignInRequest wanted =
        SignInRequest.byName(realm, email.get(), plans.plan(device.get()), request.origin());
    return switch (signIn.signIn(wanted, proofs.proof(password.get()))) {
      case SignInOutcome.SignedIn in -> DeviceSessionsJson.token(keys, tokens.spell(in.opened()));
      case SignInOutcome.BadCredentials bad -> nobody(keys);
      case SignInOutcome.NotPermitted not -> nobody(keys);
      case SignInOutcome.Throttled throttled ->
          DeviceSessionsErrors.throttled(keys, throttled.retryAfter());
      case SignInOutcome.Overloaded overloaded ->
          DeviceSessionsErrors.overloaded(keys, overloaded.retryAfter());
    };
  }

  private static Reply nobody(KeyInflection keys) {
    return DeviceSessionsErrors.invalid(keys, "email", "User doesn't exist");
  }
}
