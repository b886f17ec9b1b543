package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.Profile;
import dev.latchkey.feature.profile.ChangeProfile;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code PUT /api/v2/user}: changes the address and the profile of who is signed in. */
final class ChangeUserEndpoint implements Endpoint {
  private static final List<String> BODY_ONLY =
      List.of("email", "fullname", "avatar", "phone_number");

  private final PrivateTokenSettings settings;
  private final PrivateTokenJson json;
  private final PrivateTokenErrors errors;
  private final Callers callers;
  private final ChangeProfile changeProfile;

  ChangeUserEndpoint(
      PrivateTokenSettings settings,
      PrivateTokenJson json,
      PrivateTokenErrors errors,
      Callers callers,
      ChangeProfile changeProfile) {
    this.settings = settings;
    this.json = json;
    this.errors = errors;
    this.callers = callers;
    this.changeProfile = changeProfile;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    Fields.refuseInQuery(request, BODY_ONLY);
    Fields fields = Fields.of(request);
    Optional<Callers.Caller> caller = callers.find(request, fields);
    if (caller.isEmpty()) {
      return errors.unauthorized();
    }
    Account account = caller.get().found().account();
    FieldRules rules = new FieldRules(fields, settings);
    Identifier email = fields.has("email") ? rules.email() : null;
    UnaryOperator<Profile> profile = rules.profile();
    if (!rules.broken().isEmpty()) {
      return errors.invalid(request, rules.broken());
    }
    ChangeProfile.Outcome outcome =
        changeProfile.change(
            account, caller.get().found().session(), profile, email, request.origin());
    return switch (outcome) {
      case ChangeProfile.Outcome.Changed changed ->
          json.signedIn(changed.account(), caller.get().token());
      case ChangeProfile.Outcome.EmailTaken taken -> errors.invalid(request, Message.EMAIL_TAKEN);
      case ChangeProfile.Outcome.Throttled throttled ->
          errors.throttled(request, throttled.retryAfter());
      case ChangeProfile.Outcome.Gone gone -> errors.unauthorized();
    };
  }
}
