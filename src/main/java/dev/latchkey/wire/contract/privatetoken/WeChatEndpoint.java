package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.core.account.Profile;
import dev.latchkey.core.signin.SignInOutcome;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.feature.wechat.WeChatSignIn;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Endpoint;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /sign_in_with/wechat}: signs in by WeChat, and signs up whoever is new. Other
 * providers are refused.
 */
final class WeChatEndpoint implements Endpoint {
  static final String PROVIDER = "provider";

  private static final String WECHAT = "wechat";
  private static final List<String> BODY_ONLY =
      List.of("uid", "access_token", "username", "email", "fullname", "avatar", "phone_number");

  private final PrivateTokenSettings settings;
  private final SessionPlan plan;
  private final PrivateTokenJson json;
  private final PrivateTokenErrors errors;
  private final WeChatSignIn weChatSignIn;

  WeChatEndpoint(
      PrivateTokenSettings settings,
      SessionPlan plan,
      PrivateTokenJson json,
      PrivateTokenErrors errors,
      WeChatSignIn weChatSignIn) {
    this.settings = settings;
    this.plan = plan;
    this.json = json;
    this.errors = errors;
    this.weChatSignIn = weChatSignIn;
  }

  @Override
  public Reply answer(Request request) throws BadInput {
    if (!request.pathParameter(PROVIDER).equals(WECHAT)) {
      return errors.invalid(request, Message.PROVIDER_UNKNOWN);
    }
    Fields.refuseInQuery(request, BODY_ONLY);
    Fields fields = Fields.of(request);
    FieldRules rules = new FieldRules(fields, settings);
    Optional<String> uid = fields.text("uid").filter(typed -> !typed.isBlank());
    Optional<String> accessToken = fields.text("access_token").filter(typed -> !typed.isBlank());
    Identifier username = rules.usernameIfAny();
    Identifier email = rules.emailIfAny();
    Profile profile = rules.profile().apply(Profile.EMPTY);
    if (uid.isEmpty()) {
      return errors.invalid(request, Message.UID_MISSING);
    }
    Optional<Identifier> openid = Identifier.wechat(uid.get());
    if (openid.isEmpty()) {
      return errors.invalid(request, Message.UID_FORM);
    }
    return render(
        request,
        rules.broken(),
        weChatSignIn.signIn(
            new WeChatSignIn.Request(
                settings.realm(),
                openid.get(),
                accessToken.orElse(null),
                username,
                email,
                profile,
                // The fields are for a new account only: someone known signs in whatever they say.
                rules.broken().isEmpty(),
                plan,
                request.origin())));
  }

  private Reply render(Request request, List<Message> broken, WeChatSignIn.Outcome outcome) {
    return switch (outcome) {
      case WeChatSignIn.Outcome.Answered answered -> render(request, answered.outcome());
      case WeChatSignIn.Outcome.Unknown unknown -> errors.invalid(request, broken);
      case WeChatSignIn.Outcome.Taken taken ->
          errors.invalid(
              request,
              taken.identifier().kind() == IdentifierKind.EMAIL
                  ? Message.EMAIL_TAKEN
                  : Message.USERNAME_TAKEN);
    };
  }

  private Reply render(Request request, SignInOutcome outcome) {
    return switch (outcome) {
      case SignInOutcome.SignedIn in ->
          json.signedIn(in.account(), in.opened().secret(PrivateTokenForm.KIND));
      case SignInOutcome.BadCredentials bad -> errors.invalid(request, Message.WECHAT_REFUSED);
      case SignInOutcome.NotPermitted not -> errors.invalid(request, Message.WECHAT_REFUSED);
      case SignInOutcome.Throttled throttled -> errors.throttled(request, throttled.retryAfter());
      case SignInOutcome.Overloaded overloaded ->
          errors.overloaded(request, overloaded.retryAfter());
    };
  }
}
