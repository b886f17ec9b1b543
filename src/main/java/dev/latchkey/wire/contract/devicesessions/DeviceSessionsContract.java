package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.core.closing.EndSession;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.signin.SignIn;
import dev.latchkey.core.signup.SignUp;
import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.core.token.SignedTokens;
import dev.latchkey.feature.password.ChangePassword;
import dev.latchkey.feature.password.PasswordProofs;
import dev.latchkey.feature.password.RequestReset;
import dev.latchkey.feature.password.ResetPassword;
import dev.latchkey.feature.profile.ChangeProfile;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Time;
import dev.latchkey.wire.http.Contract;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import dev.latchkey.wire.http.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code device-sessions} contract on its paths below {@code /api/v1}. */
public final class DeviceSessionsContract implements Contract {
  /** The name of the contract, in sessions and events. */
  public static final String NAME = "device-sessions";

  private final List<Route> routes;

  /**
   * Makes one.
   *
   * @param settings what can be set
   * @param signIn the frame of sign-in
   * @param proofs proves accounts by passwords
   * @param signUp the frame of sign-up
   * @param sessionCheck checks sessions
   * @param signedTokens signs and verifies under this contract's keys
   * @param requestReset mails links to set a password
   * @param resetPassword sets a password by a link
   * @param changePassword sets a password for who is signed in
   * @param changeProfile changes what an account says of itself
   * @param sessions where the list of sessions is read
   * @param endSession ends a session
   * @param entropy where chance comes from
   * @param time the clock
   */
  public DeviceSessionsContract(
      DeviceSessionsSettings settings,
      SignIn signIn,
      PasswordProofs proofs,
      SignUp signUp,
      SessionCheck sessionCheck,
      SignedTokens signedTokens,
      RequestReset requestReset,
      ResetPassword resetPassword,
      ChangePassword changePassword,
      ChangeProfile changeProfile,
      Sessions sessions,
      EndSession endSession,
      Entropy entropy,
      Time time) {
    DeviceTokens tokens = new DeviceTokens(signedTokens);
    SessionPlans plans = new SessionPlans(tokens, settings.lifetime());
    Caller.Check check = new Caller.Check(tokens, sessionCheck);
    AuthorizationList list = new AuthorizationList(sessions, time);
    this.routes =
        List.of(
            Route.post(
                SignInEndpoint.PATH,
                new SignInEndpoint(settings.realm(), signIn, proofs, plans, tokens)),
            Route.get(CurrentUserEndpoint.PATH, new CurrentUserEndpoint(check)),
            Route.post(
                RestorePasswordEndpoint.PATH,
                new RestorePasswordEndpoint(settings, requestReset, entropy)),
            Route.put(
                ResetPasswordEndpoint.PATH, new ResetPasswordEndpoint(settings, resetPassword)),
            Route.post(
                RegistrationEndpoint.PATH,
                new RegistrationEndpoint(settings, signUp, plans, tokens)),
            Route.put(
                ChangePasswordEndpoint.PATH,
                new ChangePasswordEndpoint(settings, check, changePassword)),
            Route.put(UpdateUserEndpoint.PATH, new UpdateUserEndpoint(check, changeProfile)),
            Route.get(AuthorizationsEndpoint.PATH, new AuthorizationsEndpoint(check, list)),
            Route.delete(
                EndAuthorizationEndpoint.PATH,
                new EndAuthorizationEndpoint(check, list, endSession)));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Route> routes() {
    return routes;
  }

  @Override
  public String tokenForm(Request request) {
    return Caller.form(request);
  }

  @Override
  public Reply refuse(Request request, Refusal refusal) {
    KeyInflection keys = KeyInflection.of(request);
    return request.path().equals(CurrentUserEndpoint.PATH)
        ? DeviceSessionsErrors.refusedCheck(keys, refusal)
        : DeviceSessionsErrors.refused(keys, refusal);
  }

  @Override
  public Optional<Reply> preflight(Request request, List<String> allowed) {
    return Optional.of(CrossOrigin.preflight(request));
  }

  @Override
  public Optional<Sample> sample(String name, String password) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    Map<String, @Nullable Object> device = new LinkedHashMap<>();
    device.put("platform", "macOS");
    device.put("app", "Google Chrome");
    device.put("provider", "UProgress");
    body.put("email", name);
    body.put("password", password);
    body.put("authorization", device);
    return Optional.of(new Sample("/api/v1/sessions", Json.write(Map.of("user", body))));
  }
}
