package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.core.signin.SignIn;
import dev.latchkey.core.signup.SignUp;
import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.feature.password.ChangePassword;
import dev.latchkey.feature.password.PasswordProofs;
import dev.latchkey.feature.password.RequestReset;
import dev.latchkey.feature.profile.ChangeProfile;
import dev.latchkey.feature.wechat.WeChatSignIn;
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

/**
 * The {@code private-token} contract on its paths: the documented three at the root and under
 * {@code /api/v2}, the rest under {@code /api/v2}.
 */
public final class PrivateTokenContract implements Contract {
  /** The name of the contract. */
  public static final String NAME = "private-token";

  private static final String PREFIX = "/api/v2";

  private final PrivateTokenErrors errors;
  private final List<Route> routes;

  /**
   * Makes one.
   *
   * @param settings its settings
   * @param signUp signs up
   * @param signIn signs in
   * @param passwordProofs proves accounts by passwords
   * @param weChatSignIn signs in by WeChat
   * @param sessionCheck checks tokens
   * @param changeProfile changes address and profile
   * @param changePassword changes passwords
   * @param requestReset mails links to set a new password
   */
  public PrivateTokenContract(
      PrivateTokenSettings settings,
      SignUp signUp,
      SignIn signIn,
      PasswordProofs passwordProofs,
      WeChatSignIn weChatSignIn,
      SessionCheck sessionCheck,
      ChangeProfile changeProfile,
      ChangePassword changePassword,
      RequestReset requestReset) {
    PrivateTokenJson json = new PrivateTokenJson(settings);
    this.errors = new PrivateTokenErrors(settings);
    SessionPlan plan = SessionPlan.onePerAccount(NAME, new PrivateTokenForm(), settings.lifetime());
    Callers callers = new Callers(sessionCheck);
    SignUpEndpoint up = new SignUpEndpoint(settings, plan, json, errors, signUp);
    SignInEndpoint in = new SignInEndpoint(settings, plan, json, errors, signIn, passwordProofs);
    WeChatEndpoint weChat = new WeChatEndpoint(settings, plan, json, errors, weChatSignIn);
    String otherSignIn = "/sign_in_with/{" + WeChatEndpoint.PROVIDER + "}";
    this.routes =
        List.of(
            Route.post("/sign_up", up),
            Route.post(PREFIX + "/sign_up", up),
            Route.post("/sign_in", in),
            Route.post(PREFIX + "/sign_in", in),
            Route.post(otherSignIn, weChat),
            Route.post(PREFIX + otherSignIn, weChat),
            Route.get(PREFIX + "/user", new ShowUserEndpoint(json, errors, callers)),
            Route.put(
                PREFIX + "/user",
                new ChangeUserEndpoint(settings, json, errors, callers, changeProfile)),
            Route.put(
                PREFIX + "/user/password",
                new ChangePasswordEndpoint(settings, plan, json, errors, callers, changePassword)),
            Route.post(
                PREFIX + "/reset_password",
                new RequestResetEndpoint(settings, json, errors, requestReset)));
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
    return Callers.form(request);
  }

  @Override
  public Reply refuse(Request request, Refusal refusal) {
    return errors.refusal(request, refusal);
  }

  @Override
  public Optional<Sample> sample(String name, String password) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("login", name);
    body.put("password", password);
    return Optional.of(new Sample("/sign_in", Json.write(body)));
  }
}
