package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.signup.SignUp;
import dev.latchkey.core.signup.SignUpOutcome;
import dev.latchkey.core.signup.SignUpRequest;
import dev.latchkey.core.token.OpenedSession;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind;
import dev.latchkey.kernel.Password;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers {@code POST /api/v1/registrations}: signs up, and in. */
final class RegistrationEndpoint implements Endpoint {
  static final String PATH = "/api/v1/registrations";

  private final DeviceSessionsSettings settings;
  private final SignUp signUp;
  private final SessionPlans plans;
  private final DeviceTokens tokens;

  RegistrationEndpoint(
      DeviceSessionsSettings settings, SignUp signUp, SessionPlans plans, DeviceTokens tokens) {
    this.settings = settings;
    this.signUp = signUp;
    this.plans = plans;
    this.tokens = tokens;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    KeyInflection keys = KeyInflection.of(request);
    UserFields fields = UserFields.of(request);
    Violations found = new Violations();
    fields.judge(found);
    Optional<Identifier> email = FieldRules.newAddress(fields, found);
    Optional<Password> password =
        FieldRules.newPassword(fields, settings.minPasswordLength(), found);
    Optional<Identifier> nick = FieldRules.newNick(fields, found);
    Optional<Device> device = ClientFacts.read(fields, found);
    if (email.isEmpty() || password.isEmpty() || nick.isEmpty() || device.isEmpty()) {
      return DeviceSessionsErrors.invalid(keys, found);
    }
    NewAccount account =
        NewAccount.in(settings.realm()).withUsername(nick.get()).withEmail(email.get());
    SignUpRequest wanted =
        new SignUpRequest(account, password.get(), plans.plan(device.get()), request.origin());
    return switch (signUp.signUp(wanted)) {
      case SignUpOutcome.SignedUp up -> DeviceSessionsJson.token(keys, spelt(up.opened()));
      case SignUpOutcome.Taken taken -> taken(keys, taken.identifier());
      case SignUpOutcome.Throttled throttled ->
          DeviceSessionsErrors.throttled(keys, throttled.retryAfter());
      case SignUpOutcome.Weak weak ->
          DeviceSessionsErrors.invalid(keys, "password", FieldRules.weak(weak.weakness()));
      case SignUpOutcome.Overloaded overloaded ->
          DeviceSessionsErrors.overloaded(keys, overloaded.retryAfter());
    };
  }

  private String spelt(@Nullable OpenedSession opened) {
    return tokens.spell(Objects.requireNonNull(opened, "a session was planned"));
  }

  private static Reply taken(KeyInflection keys, Identifier identifier) {
    String field = identifier.kind() == IdentifierKind.EMAIL ? "email" : "nick";
    return DeviceSessionsErrors.invalid(keys, field, FieldRules.taken(field));
  }
}
