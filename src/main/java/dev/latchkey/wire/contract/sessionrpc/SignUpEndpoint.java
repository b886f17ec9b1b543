package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.core.signup.SignUp;
import dev.latchkey.core.signup.SignUpOutcome;
import dev.latchkey.core.signup.SignUpRequest;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/session/signup}: makes an account, without a session and without mail. */
final class SignUpEndpoint implements RpcMethod {
  private static final int RANDOM_PASSWORD_BYTES = 16;

  static final Rule ARGUMENTS =
      Rules.arguments(
          1,
          Rules.object(
              Members.of(
                  "username", Rules.text(),
                  "password", Rules.text(),
                  "email", Rules.text(),
                  "telegram_name", Rules.text()),
              List.of("username"),
              false));

  private final SessionRpcSettings settings;
  private final SignUp signUp;
  private final Entropy entropy;

  SignUpEndpoint(SessionRpcSettings settings, SignUp signUp, Entropy entropy) {
    this.settings = settings;
    this.signUp = signUp;
    this.entropy = entropy;
  }

  @Override
  public String id() {
    return "/v1/session/signup";
  }

  @Override
  public Rule arguments() {
    return ARGUMENTS;
  }

  @Override
  public RpcResult answer(List<@Nullable Object> arguments, Caller caller, Origin origin) {
    Map<?, ?> fields = arguments.getFirst() instanceof Map<?, ?> map ? map : Map.of();
    return switch (SignUpFields.read(fields, settings)) {
      case SignUpFields.Outcome.Refused refused -> refused.answer();
      case SignUpFields.Outcome.Accepted accepted -> make(accepted, origin);
    };
  }

  private RpcResult make(SignUpFields.Outcome.Accepted fields, Origin origin) {
    Password password = fields.password() == null ? unknownToAll() : fields.password();
    return switch (signUp.signUp(new SignUpRequest(fields.account(), password, null, origin))) {
      case SignUpOutcome.SignedUp made -> RpcResult.of(200, "You were registered.");
      case SignUpOutcome.Taken taken -> SessionRpcErrors.userExists();
      case SignUpOutcome.Throttled throttled -> SessionRpcErrors.throttled(throttled.retryAfter());
      case SignUpOutcome.Weak weak -> SessionRpcErrors.passwordWeak(weak.weakness());
      case SignUpOutcome.Overloaded busy -> SessionRpcErrors.overloaded(busy.retryAfter());
    };
  }

  private Password unknownToAll() {
    byte[] random = entropy.bytes(RANDOM_PASSWORD_BYTES);
    return Password.of(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }
}
