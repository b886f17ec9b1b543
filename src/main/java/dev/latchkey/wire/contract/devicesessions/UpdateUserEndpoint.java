package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.core.account.Profile;
import dev.latchkey.feature.profile.ChangeProfile;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.Optional;

/** Answers {@code PUT /api/v1/users/{id}}: changes what the owner says of himself. */
final class UpdateUserEndpoint implements Endpoint {
  static final String PATH = "/api/v1/users/{id}";

  private final Caller.Check check;
  private final ChangeProfile changeProfile;

  UpdateUserEndpoint(Caller.Check check, ChangeProfile changeProfile) {
    this.check = check;
    this.changeProfile = changeProfile;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    return switch (check.of(request)) {
      case Caller.Known known -> change(request, known);
      case Caller.Nobody nobody ->
          DeviceSessionsErrors.notSignedIn(KeyInflection.of(request), nobody.reason());
    };
  }

  private Reply change(Request request, Caller.Known caller) throws BadInput {
    KeyInflection keys = KeyInflection.of(request);
    String own = Integer.toString(caller.account().id().value());
    if (!request.pathParameter("id").equals(own)) {
      return DeviceSessionsErrors.notFound(keys, "User not found");
    }
    UserFields fields = UserFields.of(request);
    Violations found = new Violations();
    fields.judge(found);
    Optional<Identifier> email = FieldRules.newAddress(fields, found);
    profile(fields, caller.account().profile(), found);
    if (!found.isEmpty() || email.isEmpty()) {
      return DeviceSessionsErrors.invalid(keys, found);
    }
    return switch (changeProfile.change(
        caller.account(),
        caller.session(),
        present -> profile(fields, present, found),
        email.get(),
        request.origin())) {
      case ChangeProfile.Outcome.Changed changed ->
          DeviceSessionsJson.currentUser(keys, changed.account());
      case ChangeProfile.Outcome.EmailTaken taken ->
          DeviceSessionsErrors.invalid(keys, "email", FieldRules.taken("email"));
      case ChangeProfile.Outcome.Throttled throttled ->
          DeviceSessionsErrors.throttled(keys, throttled.retryAfter());
      case ChangeProfile.Outcome.Gone gone ->
          DeviceSessionsErrors.notSignedIn(keys, Reason.DELETED_ACCOUNT);
    };
  }

  private static Profile profile(UserFields fields, Profile present, Violations found) {
    return new Profile(
        present.fullName(),
        FieldRules.profileText(fields, "first_name", present.firstName(), true, found),
        FieldRules.profileText(fields, "last_name", present.lastName(), true, found),
        FieldRules.profileText(fields, "description", present.description(), false, found),
        FieldRules.profileText(fields, "location", present.location(), false, found),
        present.avatar(),
        present.phoneNumber(),
        present.language());
  }
}
